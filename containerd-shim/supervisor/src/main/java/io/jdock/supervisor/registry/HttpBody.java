package io.jdock.supervisor.registry;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** What a call carries besides its headers. Can be sent again from its beginning. */
sealed interface HttpBody {

    /** A body without bytes: it is announced as such. */
    HttpBody EMPTY = new Bytes(new byte[0]);

    /** Bytes at hand. */
    record Bytes(byte[] bytes) implements HttpBody {}

    /**
     * A blob, or the rest of one, read while it is sent.
     *
     * @param length in bytes
     * @param progress told how many bytes of this body were handed to the network; called by another thread
     */
    record Stream(Opener source, long length, LongConsumer progress) implements HttpBody {}

    /** Opens the bytes of a {@link Stream} at their beginning. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }
}
