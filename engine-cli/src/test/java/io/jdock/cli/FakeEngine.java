package io.jdock.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An engine on a unix socket that answers each request as the test told it to, on a thread per connection, and remembers what
 * it was asked. A request that it was told nothing about gets 404.
 */
final class FakeEngine implements AutoCloseable {

    /** How a request is answered. */
    interface Reply {
        void to(FakePeer.Request request, FakePeer peer) throws IOException, InterruptedException;
    }

    private static final long PATIENCE_MILLIS = 20_000;

    private final Path socket;
    private final ServerSocketChannel listener;
    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    private final List<FakePeer.Request> requests = new ArrayList<>();
    private final List<SocketChannel> peers = new ArrayList<>();
    private final Thread acceptor;

    FakeEngine(Path directory) throws IOException {
        socket = directory.resolve("engine.sock");
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        on("HEAD /_ping", (_, peer) -> peer.send("HTTP/1.1 200 OK\r\nApi-Version: 1.50\r\nContent-Length: 0\r\n\r\n"));
        acceptor = Thread.ofPlatform().daemon().name("fake-engine").start(this::accept);
    }

    /** Says how a route such as {@code GET /info} is answered from now on. */
    FakeEngine on(String route, Reply reply) {
        synchronized (replies) {
            replies.put(route, new ArrayDeque<>(List.of(reply)));
        }
        return this;
    }

    FakeEngine on(String route, int status, String json) {
        return on(route, (_, peer) -> peer.json(status, json));
    }

    /** Says how a route is answered once, before what was said so far. */
    FakeEngine onceOn(String route, int status, String json) {
        synchronized (replies) {
            replies.computeIfAbsent(route, _ -> new ArrayDeque<>()).addFirst((_, peer) -> peer.json(status, json));
        }
        return this;
    }

    String address() {
        return "unix://" + socket;
    }

    /** Method, path and query of all requests so far but pings. */
    List<String> asked() {
        List<String> lines = new ArrayList<>();
        synchronized (requests) {
            for (FakePeer.Request request : requests) {
                if (!request.route().equals("HEAD /_ping")) {
                    lines.add(request.method() + " " + request.target());
                }
            }
        }
        return lines;
    }

    /** Waits for a request to a route and returns it. */
    FakePeer.Request await(String route) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        synchronized (requests) {
            while (true) {
                for (FakePeer.Request request : requests) {
                    if (request.route().equals(route)) {
                        return request;
                    }
                }
                long left = deadline - System.currentTimeMillis();
                if (left <= 0) {
                    throw new AssertionError("no request " + route + " among " + asked());
                }
                requests.wait(left);
            }
        }
    }

    /** The body of the only, or the first, request to a route. */
    String bodyOf(String route) throws InterruptedException {
        return await(route).body();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel peer = listener.accept();
                synchronized (peers) {
                    peers.add(peer);
                }
                Thread.ofPlatform().daemon().name("fake-engine-peer").start(() -> serve(peer));
            }
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void serve(SocketChannel channel) {
        try (FakePeer peer = new FakePeer(channel)) {
            FakePeer.Request request = peer.receive();
            while (request != null) {
                reply(request).to(request, peer);
                request = peer.isTakenOver() ? null : peer.receive();
            }
        } catch (IOException | InterruptedException e) {
            // The command left without reading its answer, as it may.
            return;
        }
    }

    private Reply reply(FakePeer.Request request) {
        synchronized (requests) {
            requests.add(request);
            requests.notifyAll();
        }
        synchronized (replies) {
            Deque<Reply> queue = replies.get(request.route());
            if (queue == null) {
                return (_, peer) -> peer.json(404, "{\"message\":\"page not found\"}");
            }
            return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        try {
            // A call to accept that is under way keeps the socket open, and would take one more client.
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (peers) {
            for (SocketChannel peer : peers) {
                peer.close();
            }
        }
    }
}
