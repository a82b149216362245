package io.jdock.supervisor.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ImageReference;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.leases.Lease;
import io.jdock.supervisor.leases.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a pull has brought when it is interrupted, by the death of this process too, so that the next pull of the same
 * reference brings only the rest: a lease that runs out if there is no such pull.
 */
public final class UnfinishedPulls {

    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedPulls.class);

    /** As long as a partial download is kept while the disk has room. */
    public static final Duration KEEP = Duration.ofDays(7);

    /** As long as it is kept on a disk that is almost full. */
    private static final Duration KEEP_WITHOUT_ROOM = Duration.ofHours(24);

    private static final String REFERENCE = "jdock.io/pull.reference";

    private final Leases leases;
    private final Clock clock;

    public UnfinishedPulls(Leases leases, Clock clock) {
        this.leases = leases;
        this.clock = clock;
    }

    /** How long what an interrupted pull has brought is kept now. */
    static Duration keep(ContentStore content) {
        return content.isShortOfRoom() ? KEEP_WITHOUT_ROOM : KEEP;
    }

    /** Whether a lease, a pull's or any other, still keeps what it names. @param keep as of {@link #keep(ContentStore)} */
    static boolean holds(Lease lease, Instant now, Duration keep) {
        boolean over = lease.labels().containsKey(REFERENCE)
                && lease.createdAt().plus(keep).isBefore(now);
        return !over && lease.expiry().filter(now::isAfter).isEmpty();
    }

    /**
     * Runs a pull and keeps these layers, as far as they are there, if it is interrupted or loses its registry. Those of an earlier
     * pull of the reference are kept no longer; and none if the pull has failed for good, or on a full disk.
     */
    void keep(String namespace, ImageReference reference, List<Descriptor> layers, Runnable pull) {
        begin(namespace, reference, layers);
        try {
            pull.run();
        } catch (CanceledException | UnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            end(namespace, reference);
            throw e;
        }
        end(namespace, reference);
    }

    private void begin(String namespace, ImageReference reference, List<Descriptor> layers) {
        Map<String, String> labels =
                Map.of(Lease.EXPIRE, clock.instant().plus(KEEP).toString(), REFERENCE, reference.toString());
        leases.replace(
                namespace,
                new Lease(id(reference), labels, clock.instant()),
                layers.stream()
                        .map(layer ->
                                new Lease.Resource("content", layer.digest().toString()))
                        .toList());
    }

    private void end(String namespace, ImageReference reference) {
        try {
            leases.deleteIfThere(namespace, id(reference));
        } catch (EngineException e) {
            // On a full disk mostly. It runs out by itself, and whether the pull has succeeded is not its matter.
            LOG.warn("what the pull of {} has brought is kept for {}: {}", reference, KEEP, e.text());
        }
    }

    private static String id(ImageReference reference) {
        return "pull-" + Digest.of(reference.toString().getBytes(UTF_8)).hex();
    }
}
