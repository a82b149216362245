package io.jdock.supervisor.registry;

import io.jdock.errdefs.PermissionDeniedException;
import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * Makes single HTTP calls and follows redirects, within the rules on who may be spoken to without TLS.
 *
 * <p>Uses {@link HttpURLConnection}: it blocks on the calling virtual thread, reads the socket without a copy in between and
 * loads a tenth of the classes of {@code java.net.http}, which is left to {@link StreamTransport}. Interrupting the thread
 * ends a call at once. Safe for concurrent use.
 */
final class HttpTransport implements AutoCloseable {

    static final String USER_AGENT = "jdock";

    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_REDIRECT_BODY = 1 << 16;

    private final InsecureHosts insecure;
    private final int readMillis;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Connecting, StreamTransport> streams = new HashMap<>();
    private final Way way;
    /** One for all connections: those with different ones are not used again for each other. */
    private final Authenticator proxyLogin;

    /** What all connections of one {@link StreamTransport} have in common. */
    private record Connecting(SSLContext tls, Duration timeout) {}

    /** @param readTimeout how long a server may be silent before a call counts as broken */
    HttpTransport(InsecureHosts insecure, Way way, Duration readTimeout) {
        this.insecure = insecure;
        this.way = way;
        this.proxyLogin = way.proxies().authenticator();
        this.readMillis = (int) readTimeout.toMillis();
    }

    /**
     * Makes the call.
     *
     * @throws PermissionDeniedException when the URL or a redirect leads to a host that must not be spoken to that way
     * @throws IOException when there is no answer
     */
    HttpAnswer send(HttpCall first) throws IOException {
        HttpCall call = first;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpAnswer answer = open(call);
            if (!isRedirect(answer.status())) {
                return answer;
            }
            try (answer) {
                call = call.redirected(target(call, answer));
                // Read to its end, so that the connection serves the next layer too.
                answer.readAll(MAX_REDIRECT_BODY);
            }
        }
        throw new IOException("more than %d redirects".formatted(MAX_REDIRECTS));
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static URI target(HttpCall call, HttpAnswer answer) throws IOException {
        String location = answer.header("Location").orElseThrow(() -> new IOException("a redirect leads nowhere"));
        try {
            return call.uri().resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("a redirect leads to \"%s\"".formatted(location), e);
        }
    }

    private HttpAnswer open(HttpCall call) throws IOException {
        requireAllowed(call.uri());
        if (call.body() instanceof HttpBody.Stream stream) {
            return streams(call.uri()).send(call, stream);
        }
        HttpURLConnection connection = (HttpURLConnection)
                call.uri().toURL().openConnection(way.proxies().of(call.uri()));
        if (connection instanceof HttpsURLConnection https) {
            boolean checked = !insecure.contains(call.uri());
            https.setSSLSocketFactory(way.tls().tls(call.uri(), checked).sockets());
            if (!checked) {
                https.setHostnameVerifier((_, _) -> true);
            }
        }
        if (way.proxies().authorization(call.uri()).isPresent()) {
            connection.setAuthenticator(proxyLogin);
        }
        connection.setRequestMethod(call.method());
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(Math.clamp(way.dialTimeout(call.uri()).toMillis(), 1, Integer.MAX_VALUE));
        connection.setReadTimeout(readMillis);
        connection.setUseCaches(false);
        connection.setRequestProperty("User-Agent", USER_AGENT);
        call.headers().forEach(connection::setRequestProperty);
        try {
            writeBody(connection, call);
            return HttpAnswer.of(connection);
        } catch (IOException | RuntimeException e) {
            connection.disconnect();
            throw e;
        }
    }

    /** Not as a stream: then an answer of 401, which names the server's challenges, could not be read. */
    private static void writeBody(HttpURLConnection connection, HttpCall call) throws IOException {
        if (call.body() instanceof HttpBody.Bytes body) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.bytes());
        }
    }

    private StreamTransport streams(URI uri) {
        lock.lock();
        try {
            SSLContext tls = way.tls().tls(uri, !insecure.contains(uri)).context();
            return streams.computeIfAbsent(
                    new Connecting(tls, way.dialTimeout(uri)),
                    how -> new StreamTransport(how.tls(), way.proxies(), how.timeout(), Duration.ofMillis(readMillis)));
        } finally {
            lock.unlock();
        }
    }

    private void requireAllowed(URI uri) {
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new PermissionDeniedException("open %s: not a plain http or https URL".formatted(uri));
        }
        if (uri.getScheme().equals("http") && !insecure.contains(uri)) {
            throw new PermissionDeniedException(
                    "open %s: unencrypted, and %s is not an insecure registry".formatted(uri, uri.getHost()));
        }
    }

    /** Ends streams that still run. */
    @Override
    public void close() {
        lock.lock();
        try {
            streams.values().forEach(StreamTransport::close);
            streams.clear();
        } finally {
            lock.unlock();
        }
    }
}
