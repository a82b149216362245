package io.jdock.cli.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A server on a unix socket that answers requests with prepared bytes, one after the other, and remembers what it was sent.
 *
 * <p>A connection is served until its peer closes it.
 */
public final class UnixServer implements AutoCloseable {

    private final ServerSocketChannel listener;
    private final List<String> answers;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;
    private volatile int connections;

    /** Listens at once. */
    public UnixServer(Path socket, String... answers) throws IOException {
        this.answers = new ArrayList<>(List.of(answers));
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        thread = Thread.ofPlatform().daemon().name("unix-server").start(this::serve);
    }

    public List<String> requests() {
        return List.copyOf(requests);
    }

    public int connections() {
        return connections;
    }

    private void serve() {
        try {
            while (listener.isOpen()) {
                try (SocketChannel peer = listener.accept()) {
                    connections++;
                    serve(peer);
                }
            }
        } catch (java.nio.channels.ClosedChannelException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SocketChannel peer) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (peer.read(buffer) > 0) {
            buffer.flip();
            requests.add(StandardCharsets.UTF_8.decode(buffer).toString());
            buffer.clear();
            if (!answers.isEmpty()) {
                peer.write(ByteBuffer.wrap(answers.removeFirst().getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
