package io.jdock.supervisor.images;

import io.jdock.oci.image.Digest;
import io.jdock.supervisor.content.ContentStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;

/** Where a layer's bytes come from. */
sealed interface LayerSource extends AutoCloseable {

    /** The bytes from the first on; reading waits for those that are still to come. */
    InputStream open() throws IOException;

    /** Waits until the blob is stored, and throws what went wrong. */
    void await();

    @Override
    void close();

    /** A blob that is stored. */
    record Stored(ContentStore content, Digest digest) implements LayerSource {

        @Override
        public InputStream open() {
            return Channels.newInputStream(content.read(digest));
        }

        @Override
        public void await() {}

        @Override
        public void close() {}
    }

    /** A blob that is written by somebody who sees to it; opened once, before this was made. */
    record Open(InputStream bytes) implements LayerSource {

        @Override
        public InputStream open() {
            return bytes;
        }

        @Override
        public void await() {}

        @Override
        public void close() {}
    }

    /** A blob on its way. */
    record Arriving(Downloads.Interest interest) implements LayerSource {

        @Override
        public InputStream open() throws IOException {
            return interest.download().follow();
        }

        @Override
        public void await() {
            interest.download().await();
        }

        @Override
        public void close() {
            interest.close();
        }
    }
}
