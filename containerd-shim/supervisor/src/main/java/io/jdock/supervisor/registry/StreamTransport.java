package io.jdock.supervisor.registry;

import io.jdock.concurrent.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * Sends calls whose body is streamed. Unlike {@link java.net.HttpURLConnection} this has PATCH, and hears an answer that comes
 * before the body is through. Made when the first such call is; closing it ends calls that still run.
 *
 * <p>A server that takes no bytes for a while, or does not answer once it has them all, is given up on. Interrupting the
 * thread ends a call at once.
 */
final class StreamTransport implements AutoCloseable {

    /** Registries read what they were given once more to check its digest before they answer. */
    private static final int ANSWER_PATIENCE = 10;

    private static final int MAX_ANSWER = 1 << 16;

    private final HttpClient client;
    private final ExecutorService threads = Threads.virtualPerTask("upload-http");
    private final Proxies proxies;
    private final Duration silence;

    /**
     * @param tls how to speak to servers that want TLS
     * @param dialTimeout how long it may take until a connection is there
     * @param silence how long a server may take no bytes; it has ten times as long to answer
     */
    StreamTransport(SSLContext tls, Proxies proxies, Duration dialTimeout, Duration silence) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(dialTimeout)
                .executor(threads)
                .sslContext(tls)
                .proxy(proxies.selector())
                .build();
        this.proxies = proxies;
        this.silence = silence;
    }

    /**
     * Sends the call and reads the whole answer, which is short.
     *
     * @throws IOException when there is no answer, or one longer than any that belongs to an upload
     */
    HttpAnswer send(HttpCall call, HttpBody.Stream body) throws IOException {
        AtomicLong sent = new AtomicLong();
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .header("User-Agent", HttpTransport.USER_AGENT)
                .method(call.method(), publisher(body, sent));
        call.headers().forEach(request::header);
        // For the proxy alone: inside a tunnel it is left out.
        proxies.authorization(call.uri()).ifPresent(who -> request.header("Proxy-Authorization", who));
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
        try {
            return HttpAnswer.of(await(answer, sent, body.length()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static BodyPublisher publisher(HttpBody.Stream body, AtomicLong sent) {
        BodyPublisher stream = BodyPublishers.ofInputStream(() -> open(body, sent));
        return BodyPublishers.fromPublisher(stream, body.length());
    }

    private static InputStream open(HttpBody.Stream body, AtomicLong sent) {
        try {
            return new CountedStream(body.source().open(), body.length(), count -> {
                sent.set(count);
                body.progress().accept(count);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer, AtomicLong sent, long length)
            throws ExecutionException, InterruptedException, SocketTimeoutException {
        int silences = 0;
        long before = 0;
        while (true) {
            try {
                return answer.get(silence.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                long now = sent.get();
                silences = now > before ? 0 : silences + 1;
                before = now;
                if (silences >= (now == length ? ANSWER_PATIENCE : 1)) {
                    throw new SocketTimeoutException("no answer, %d of %d bytes sent".formatted(now, length));
                }
            }
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
