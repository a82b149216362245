package io.jdock.daemon.http.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Sends and receives plain bytes on a unix socket, so that tests can say exactly what goes over it. */
public final class RawClient implements AutoCloseable {

    private final SocketChannel channel;
    private final StringBuilder received = new StringBuilder();

    public RawClient(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    /** A server that refuses closes without reading on; what it answered can be read all the same. */
    public void send(String bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(ISO_8859_1));
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            if (!"Broken pipe".equals(e.getMessage())) {
                throw e;
            }
        }
    }

    public void shutSending() throws IOException {
        channel.shutdownOutput();
    }

    /** Everything up to and with {@code end}; what came behind it is kept for the next call. */
    public String readUntil(String end) throws IOException {
        int at = received.indexOf(end);
        while (at < 0) {
            int from = Math.max(0, received.length() - end.length());
            if (!receive()) {
                throw new IOException("connection ended before \"%s\": %s".formatted(end, received));
            }
            at = received.indexOf(end, from);
        }
        String text = received.substring(0, at + end.length());
        received.delete(0, text.length());
        return text;
    }

    public String readAll() throws IOException {
        boolean more = true;
        while (more) {
            more = receive();
        }
        return received.toString();
    }

    private boolean receive() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        int count;
        try {
            count = channel.read(buffer);
        } catch (IOException e) {
            if ("Connection reset".equals(e.getMessage())) {
                return false;
            }
            throw e;
        }
        received.append(new String(buffer.array(), 0, Math.max(count, 0), ISO_8859_1));
        return count >= 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
