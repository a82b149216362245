package io.jdock.supervisor.registry;

import io.jdock.concurrent.Threads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;

/** A proxy on loopback whose tunnels all lead to one port of loopback, whichever host was asked for. */
final class TunnelProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int port;
    private final ExecutorService threads = Threads.virtualPerTask("tunnel-proxy");

    TunnelProxy(int port) {
        try {
            this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.port = port;
        threads.submit(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            threads.submit(() -> serve(client));
        }
    }

    private Void serve(Socket client) throws Exception {
        try (client;
                Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Not a byte of TLS is sent before the answer, so that nothing of it is read ahead here.
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            String line = request.readLine();
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var back = threads.submit(() -> copy(target.getInputStream(), client.getOutputStream()));
            copy(client.getInputStream(), target.getOutputStream());
            target.shutdownOutput();
            back.get();
        }
        return null;
    }

    private static Void copy(InputStream from, OutputStream to) throws IOException {
        from.transferTo(to);
        return null;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
