package io.jdock.cli.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and reads the heads of their answers.
 *
 * <p>One idle connection is kept between requests, which is all that a command with its handful of calls can use. Safe for
 * several threads: a second request at the same time gets a connection of its own.
 */
public final class HttpClient {

    private final Dialer dialer;
    private final String userAgent;
    private @Nullable Exchange idle;

    public HttpClient(Dialer dialer, String userAgent) {
        this.dialer = dialer;
        this.userAgent = userAgent;
    }

    /**
     * Sends {@code request} and waits for the head of the answer.
     *
     * @throws DialException when no connection could be made; nothing was sent then
     * @throws IOException when the connection broke or what came back is not HTTP
     */
    public HttpResponse send(HttpRequest request) throws IOException {
        Exchange exchange = acquire();
        InputStream source = request.upload();
        try {
            return source == null ? exchange(request, exchange) : exchange(request, exchange, source);
        } catch (IOException | RuntimeException e) {
            exchange.connection().close();
            throw e;
        }
    }

    private HttpResponse exchange(HttpRequest request, Exchange exchange) throws IOException {
        try {
            exchange.connection().output().write(head(request));
        } catch (SendException e) {
            return lastWord(request, exchange, e);
        }
        return receive(request, exchange, this, null);
    }

    private HttpResponse exchange(HttpRequest request, Exchange exchange, InputStream source) throws IOException {
        Upload upload = Upload.start(head(request), source, exchange.connection());
        try {
            return receive(request, exchange, this, upload);
        } catch (IOException e) {
            throw upload.reason(e);
        }
    }

    /** Reads the answer of a peer that hung up. The kernel keeps what was received before the connection broke. */
    private HttpResponse lastWord(HttpRequest request, Exchange exchange, SendException broken) throws IOException {
        try {
            return receive(request, exchange, null, null);
        } catch (IOException e) {
            broken.addSuppressed(e);
            throw broken;
        }
    }

    synchronized void release(Exchange exchange) throws IOException {
        if (idle == null) {
            idle = exchange;
        } else {
            exchange.connection().close();
        }
    }

    private Exchange acquire() throws DialException {
        synchronized (this) {
            if (idle != null) {
                Exchange kept = idle;
                idle = null;
                return kept;
            }
        }
        try {
            return new Exchange(dialer.dial());
        } catch (IOException e) {
            throw new DialException(e);
        }
    }

    /** Head and short body go out in one write, so that the engine wakes up once. */
    private byte[] head(HttpRequest request) {
        StringBuilder out = new StringBuilder(256);
        out.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\nHost: ");
        out.append(dialer.host()).append("\r\nUser-Agent: ").append(userAgent).append("\r\n");
        if (request.hijack()) {
            out.append("Connection: Upgrade\r\nUpgrade: tcp\r\n");
        }
        byte[] body = request.body();
        if (request.upload() != null) {
            out.append("Transfer-Encoding: chunked\r\n");
        } else if (body != null || request.method().equals("POST")) {
            out.append("Content-Length: ")
                    .append(body == null ? 0 : body.length)
                    .append("\r\n");
        }
        request.headers().write(out);
        byte[] head = out.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        return body == null ? head : joined(head, body);
    }

    private static byte[] joined(byte[] head, byte[] body) {
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private HttpResponse receive(
            HttpRequest request, Exchange exchange, @Nullable HttpClient owner, @Nullable Upload upload)
            throws IOException {
        int status;
        Headers headers;
        do {
            status = statusOf(exchange.input().readLine());
            headers = Headers.read(exchange.input());
        } while (status == 100);
        InputStream body = bodyOf(request, status, headers, exchange.input());
        boolean closes = headers.get("Connection").equalsIgnoreCase("close");
        return new HttpResponse(status, headers, body, exchange, closes ? null : owner, upload);
    }

    private static int statusOf(String line) throws IOException {
        if (!line.startsWith("HTTP/1.") || line.length() < 12) {
            throw new IOException("malformed HTTP response \"" + line + "\"");
        }
        try {
            return Integer.parseInt(line.substring(9, 12));
        } catch (NumberFormatException e) {
            throw new IOException("malformed HTTP response \"" + line + "\"", e);
        }
    }

    private static InputStream bodyOf(HttpRequest request, int status, Headers headers, HttpInput input)
            throws IOException {
        if (request.hijack() && (status == 101 || status == 200)) {
            return input;
        }
        if (request.method().equals("HEAD") || status == 204 || status == 304) {
            return new LengthInput(input, 0);
        }
        if (headers.get("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            return new ChunkedInput(input);
        }
        String length = headers.get("Content-Length");
        if (length.isEmpty()) {
            return input;
        }
        try {
            return new LengthInput(input, Long.parseLong(length));
        } catch (NumberFormatException e) {
            throw new EOFException("malformed Content-Length \"" + length + "\"");
        }
    }
}
