package io.jdock.supervisor.copy;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.oci.image.Digest;
import java.util.List;

/** What a copy would bring, in one digest. */
public final class Fingerprint {

    private Fingerprint() {}

    /**
     * Hashes names, kinds, modes, contents, link targets and attributes of all that is selected, but no times and owners. An archive
     * that is to be unpacked counts by its bytes.
     *
     * @throws NotFoundException when a pattern matches nothing
     * @throws CanceledException when the thread is interrupted
     */
    public static Digest of(List<Source> sources) {
        throw new NotImplementedException("fingerprint %d sources".formatted(sources.size()));
    }
}
