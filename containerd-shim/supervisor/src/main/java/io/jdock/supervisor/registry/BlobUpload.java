package io.jdock.supervisor.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.oci.image.Descriptor;
import io.jdock.supervisor.registry.UploadStage.Done;
import io.jdock.supervisor.registry.UploadStage.Open;
import io.jdock.supervisor.registry.UploadStage.Unbegun;
import io.jdock.supervisor.registry.UploadStage.Unsure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Brings one blob to a repository: has the registry take it from another of its repositories, or sends its bytes. A connection
 * that breaks is made again and goes on where the registry says it broke. For one thread, used once.
 *
 * <p>What the registry says is believed as far as it can be true: it cannot have more bytes than were sent, and what is left to
 * send goes to the registry itself and to nobody it names.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#push">Pushing blobs</a>
 */
final class BlobUpload {

    /** What is not longer goes with the final call: two round trips in place of three. */
    private static final long MONOLITHIC = 1 << 20;
    /** Advancing by less does not earn new patience, or a server could have us send the rest again for each byte. */
    private static final long ADVANCE = 1 << 20;

    private static final int MAX_ANSWER = 1 << 16;

    private final Exchange exchange;
    private final Backoff backoff;
    private final URI blobs;
    private final URI uploads;
    private final Descriptor blob;
    private final BlobSource source;
    private final LongConsumer progress;
    private final AtomicLong sent = new AtomicLong();

    private Optional<String> from;
    private HttpCall call;

    BlobUpload(
            Exchange exchange,
            Backoff backoff,
            Endpoint endpoint,
            String repository,
            Descriptor blob,
            BlobSource source,
            LongConsumer progress) {
        this.exchange = exchange;
        this.backoff = backoff;
        this.blobs = endpoint.object(repository, "blobs", blob.digest().toString());
        this.uploads = endpoint.uploads(repository);
        this.blob = blob;
        this.source = source;
        this.progress = progress;
        this.from = Optional.empty();
        this.call = HttpCall.head(blobs, Map.of());
    }

    /**
     * Brings the blob there; returns when the registry has confirmed it.
     *
     * @param origin repository of the registry that may have the blob
     * @return whether the registry took it from there
     * @throws EngineException why it does not work
     */
    boolean run(Optional<String> origin) {
        from = origin;
        UploadStage stage = new Unbegun();
        int failures = 0;
        long furthest = 0;
        while (true) {
            try {
                stage = next(stage);
                if (stage instanceof Done done) {
                    return done.mounted();
                }
                if (stage instanceof Open open && open.offset() >= furthest + ADVANCE) {
                    furthest = open.offset();
                    failures = 0;
                }
            } catch (IOException e) {
                failures++;
                if (failures >= backoff.attempts() || Thread.currentThread().isInterrupted()) {
                    throw e instanceof RefusedForNowException refused
                            ? refused.error()
                            : RegistryErrors.ofFailure(call, e);
                }
                backoff.pause(
                        failures + 1,
                        e instanceof RefusedForNowException refused ? refused.retryAfter() : Optional.empty());
                stage = broken(stage);
            }
        }
    }

    /** Whether the registry takes the blob from another of its repositories; asked once. */
    boolean mounts(String origin) {
        try {
            return mount(origin).filter(Done.class::isInstance).isPresent();
        } catch (IOException e) {
            throw RegistryErrors.ofFailure(call, e);
        }
    }

    private UploadStage next(UploadStage stage) throws IOException {
        sent.set(0);
        return switch (stage) {
            case Unbegun _ -> begin();
            case Open open when open.offset() == blob.size() -> finish(open, HttpBody.EMPTY);
            case Open open when open.offset() == 0 && blob.size() <= MONOLITHIC -> finish(open, rest(open));
            case Open open -> append(open);
            case Unsure unsure -> inquire(unsure);
            case Done done -> done;
        };
    }

    private UploadStage broken(UploadStage stage) {
        return switch (stage) {
            case Open open -> new Unsure(open.location(), open.offset() + sent.get());
            case Unbegun _, Unsure _, Done _ -> stage;
        };
    }

    private UploadStage begin() throws IOException {
        if (from.isPresent()) {
            String origin = from.get();
            from = Optional.empty();
            Optional<UploadStage> begun = mount(origin);
            if (begun.isPresent()) {
                return begun.get();
            }
        }
        try (HttpAnswer answer = attempt(HttpCall.post(uploads), Set.of())) {
            requireSuccess(answer);
            return new Open(location(answer), 0);
        }
    }

    /** Empty when the registry does not even want to begin an upload that way. */
    private Optional<UploadStage> mount(String origin) throws IOException {
        String separator = uploads.getRawQuery() == null ? "?" : "&";
        URI uri = URI.create(
                uploads + separator + "mount=" + encoded(blob.digest().toString()) + "&from=" + encoded(origin));
        try (HttpAnswer answer = attempt(HttpCall.post(uri), Set.of(Scope.pull(origin)))) {
            if (answer.status() == 201) {
                requireDigest(answer);
                return Optional.of(new Done(true));
            }
            return answer.isSuccess() ? Optional.of(new Open(location(answer), 0)) : Optional.empty();
        } catch (UnauthenticatedException _) {
            // No token for that repository: what we may do with our own is found out by the next call.
            return Optional.empty();
        }
    }

    private UploadStage append(Open open) throws IOException {
        String range = open.offset() + "-" + (blob.size() - 1);
        HttpCall patch = HttpCall.patch(open.location(), rest(open)).with("Content-Range", range);
        try (HttpAnswer answer = attempt(patch, Set.of())) {
            if (answer.status() == 404 || answer.status() == 416) {
                throw new IOException("the upload is at another point than %d".formatted(open.offset()));
            }
            requireSuccess(answer);
            // Some count one too many; what counts in the end is the digest.
            long offset = Math.min(received(answer).orElse(blob.size()), blob.size());
            if (offset <= open.offset()) {
                throw new IOException("the server keeps nothing of what it is sent");
            }
            return new Open(answer.header("Location").isPresent() ? location(answer) : open.location(), offset);
        }
    }

    private HttpBody.Stream rest(Open open) {
        return new HttpBody.Stream(() -> source.open(open.offset()), blob.size() - open.offset(), count -> {
            sent.set(count);
            progress.accept(open.offset() + count);
        });
    }

    private UploadStage finish(Open open, HttpBody body) throws IOException {
        String separator = open.location().getRawQuery() == null ? "?" : "&";
        URI uri = URI.create(
                open.location() + separator + "digest=" + encoded(blob.digest().toString()));
        try (HttpAnswer answer = attempt(HttpCall.put(uri, body), Set.of())) {
            if (answer.status() == 404 || answer.status() == 416) {
                throw new IOException("the upload is at another point than %d".formatted(open.offset()));
            }
            requireSuccess(answer);
            requireDigest(answer);
            return new Done(false);
        }
    }

    /** The final call may have succeeded although its answer was lost; then there is no upload any more, but the blob is. */
    private UploadStage inquire(Unsure unsure) throws IOException {
        try (HttpAnswer answer = attempt(HttpCall.get(unsure.location(), Map.of()), Set.of())) {
            if (answer.isSuccess()) {
                long offset = received(answer).orElse(0L);
                if (offset <= unsure.sent() && offset <= blob.size()) {
                    return new Open(
                            answer.header("Location").isPresent() ? location(answer) : unsure.location(), offset);
                }
            } else if (Exchange.isPassing(answer.status())) {
                requireSuccess(answer);
            }
        }
        try (HttpAnswer answer = attempt(HttpCall.head(blobs, Map.of()), Set.of())) {
            return answer.isSuccess() ? new Done(false) : new Unbegun();
        }
    }

    private HttpAnswer attempt(HttpCall next, Set<Scope> more) throws IOException {
        call = next;
        return exchange.attempt(next, more);
    }

    private void requireSuccess(HttpAnswer answer) throws IOException {
        if (answer.isSuccess()) {
            // Read to its end, so that the connection serves the next call too.
            answer.readAll(MAX_ANSWER);
            return;
        }
        boolean passing = Exchange.isPassing(answer.status());
        EngineException error = exchange.error(call, answer);
        if (passing) {
            throw new RefusedForNowException(error, answer.header("Retry-After"));
        }
        throw error;
    }

    private void requireDigest(HttpAnswer answer) {
        String said =
                answer.header("Docker-Content-Digest").orElse(blob.digest().toString());
        if (!said.equals(blob.digest().toString())) {
            throw new DataLossException(
                    "%s %s: stored as %s, expected %s".formatted(call.method(), call.uri(), said, blob.digest()));
        }
    }

    /**
     * How many bytes the server has, if it says. The name of the last byte stands for that, {@code 0-0} also for none: some
     * say so before the first.
     */
    private static Optional<Long> received(HttpAnswer answer) throws IOException {
        Optional<String> range = answer.header("Range");
        if (range.isEmpty()) {
            return Optional.empty();
        }
        String text = range.get().startsWith("bytes=") ? range.get().substring("bytes=".length()) : range.get();
        try {
            long last = text.startsWith("0-") ? Long.parseLong(text.substring(2)) : -1;
            if (last >= 0) {
                return Optional.of(last == 0 ? 0 : last + 1);
            }
        } catch (NumberFormatException e) {
            throw new IOException("the server claims to have the bytes \"%s\"".formatted(range.get()), e);
        }
        throw new IOException("the server claims to have the bytes \"%s\"".formatted(range.get()));
    }

    private URI location(HttpAnswer answer) throws IOException {
        String text = answer.header("Location").orElseThrow(() -> new IOException("the upload has no Location"));
        URI target;
        try {
            target = call.uri().resolve(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("the upload's Location is \"%s\"".formatted(text), e);
        }
        boolean ours = target.getScheme() != null
                && target.getHost() != null
                && Origin.of(target).equals(Origin.of(uploads));
        if (!ours) {
            throw new PermissionDeniedException(
                    "%s %s: the upload is to go to another host, %s".formatted(call.method(), call.uri(), target));
        }
        return target;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
