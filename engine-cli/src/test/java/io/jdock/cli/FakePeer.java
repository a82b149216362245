package io.jdock.cli;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link FakeEngine}: HTTP, or what follows once it is taken over. */
final class FakePeer implements AutoCloseable {

    /**
     * A request.
     *
     * @param target path and query, without the API version
     * @param headers by name in lower case
     */
    record Request(String method, String target, Map<String, String> headers, String body) {

        /** The value of a header; empty when there is none. */
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        /** Method and path, without the query. */
        String route() {
            int query = target.indexOf('?');
            return method + " " + (query < 0 ? target : target.substring(0, query));
        }
    }

    private final SocketChannel channel;
    private boolean takenOver;

    FakePeer(SocketChannel channel) {
        this.channel = channel;
    }

    /** The next request; null when the client has closed. An upload is left in the connection. */
    @Nullable
    Request receive() throws IOException {
        String line = readLine();
        if (line.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String[] words = line.split(" ", -1);
        String target = words[1].startsWith("/v1.") ? words[1].substring(words[1].indexOf('/', 1)) : words[1];
        return new Request(words[0], target, headers, read(length));
    }

    void json(int status, String body) throws IOException {
        send("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    void noContent() throws IOException {
        send("HTTP/1.1 204 No Content\r\n\r\n");
    }

    /** Begins a body in chunks. */
    void stream(String contentType) throws IOException {
        send("HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    /** Sends one chunk; an empty one ends the body. */
    void chunk(String text) throws IOException {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        send(Integer.toHexString(length) + "\r\n" + text + "\r\n");
    }

    /** Agrees to hand the connection over: from here on it carries bytes only. */
    void upgrade(boolean tty) throws IOException {
        takenOver = true;
        send("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker." + (tty ? "raw" : "multiplexed")
                + "-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
    }

    boolean isTakenOver() {
        return takenOver;
    }

    /** Sends a frame of output: 1 for standard output, 2 for standard error, 3 for an error of the engine. */
    void frame(int stream, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(8 + bytes.length);
        frame.put((byte) stream)
                .put(new byte[3])
                .putInt(bytes.length)
                .put(bytes)
                .flip();
        write(frame);
    }

    void send(String text) throws IOException {
        write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Reads exactly {@code length} bytes. */
    String read(int length) throws IOException {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("client closed after " + bytes.position() + " of " + length + " bytes");
            }
        }
        return bytes.array();
    }

    /** Reads a body that comes in chunks. */
    byte[] upload() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(readLine(), 16); size > 0; size = Integer.parseInt(readLine(), 16)) {
            all.writeBytes(bytes(size));
            readLine();
        }
        readLine();
        return all.toByteArray();
    }

    /** Reads until the client has closed its sending side. */
    String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        while (channel.read(bytes) >= 0) {
            all.write(bytes.array(), 0, bytes.position());
            bytes.clear();
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (channel.read(one) > 0 && one.get(0) != '\n') {
            line.append((char) one.get(0));
            one.clear();
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
