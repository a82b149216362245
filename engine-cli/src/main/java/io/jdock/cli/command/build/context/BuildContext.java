package io.jdock.cli.command.build.context;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * What to send. Closing it takes away what was made for it here.
 *
 * @param dockerfile its name in the context; empty to leave that to the engine
 * @param remote the URL from where the engine is to get the context itself; empty when it is in the body
 * @param body a tar archive, perhaps a compressed one; nothing when there is a URL
 */
public record BuildContext(String dockerfile, String remote, InputStream body, Closeable leftover)
        implements AutoCloseable {

    private static final Closeable NOTHING = () -> {};

    static BuildContext archive(String dockerfile, InputStream body) {
        return new BuildContext(dockerfile, "", body, NOTHING);
    }

    static BuildContext remote(String dockerfile, String url) {
        return new BuildContext(dockerfile, url, InputStream.nullInputStream(), NOTHING);
    }

    BuildContext leaving(Closeable something) {
        return new BuildContext(dockerfile, remote, body, something);
    }

    /** Whether there is something to send. */
    public boolean isSent() {
        return remote.isEmpty();
    }

    @Override
    public void close() throws IOException {
        body.close();
        leftover.close();
    }
}
