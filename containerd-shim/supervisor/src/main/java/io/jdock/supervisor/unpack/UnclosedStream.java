package io.jdock.supervisor.unpack;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Somebody else's stream: what is built on it can be closed without closing it. */
final class UnclosedStream extends FilterInputStream {

    UnclosedStream(InputStream source) {
        super(source);
    }

    @Override
    public void close() throws IOException {
        // The source belongs to whoever opened it.
    }
}
