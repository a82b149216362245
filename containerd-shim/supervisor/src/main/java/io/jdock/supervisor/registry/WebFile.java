package io.jdock.supervisor.registry;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file that somebody names by its URL. Reading blocks; interrupting the thread ends it. For one thread. */
public final class WebFile extends InputStream {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final HttpCall call;
    private final HttpTransport transport;
    private final HttpAnswer answer;

    private WebFile(HttpCall call, HttpTransport transport, HttpAnswer answer) {
        this.call = call;
        this.transport = transport;
        this.answer = answer;
    }

    /**
     * Asks for the file. What is named with http need not have TLS; nobody is told who asks.
     *
     * @param proxies as {@link RegistryPolicy} has them
     * @throws InvalidArgumentException when it is no http or https URL, or has a password
     * @throws NotFoundException when there is no such file
     * @throws UnavailableException when there is no answer
     */
    public static WebFile open(String url, Map<String, String> proxies) {
        HttpCall call = HttpCall.get(parse(url), Map.of());
        boolean plain = "http".equals(call.uri().getScheme());
        String host = call.uri().getHost() + ":" + Origin.of(call.uri()).port();
        Way way = new Way(new HostTls(List.of(), List.of()), Proxies.of(proxies, System.getenv()), Map.of());
        HttpTransport transport = new HttpTransport(new InsecureHosts(plain ? List.of(host) : List.of()), way, SILENCE);
        try {
            return new WebFile(call, transport, answer(call, transport));
        } catch (IOException e) {
            transport.close();
            throw RegistryErrors.ofFailure(call, e);
        } catch (EngineException e) {
            transport.close();
            throw e;
        }
    }

    private static URI parse(String url) {
        try {
            URI uri = URI.create(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // As below; the message of this one has the text in it.
        }
        throw new InvalidArgumentException("not a URL of a file, with http or https and without a password");
    }

    private static HttpAnswer answer(HttpCall call, HttpTransport transport) throws IOException {
        HttpAnswer answer = transport.send(call);
        if (answer.status() == 200) {
            return answer;
        }
        answer.close();
        String problem = "GET %s: the server answers with status %d".formatted(call.uri(), answer.status());
        throw answer.status() == 404 ? new NotFoundException(problem) : new UnavailableException(problem);
    }

    /** What the file is called: by the last part of its URL's path, else as the server says; empty when neither tells. */
    public Optional<String> name() {
        return WebFileName.of(call.uri(), answer.header("Content-Disposition"));
    }

    /** When the file was changed, as far as the server says. */
    public Optional<Instant> lastModified() {
        try {
            return answer.header("Last-Modified")
                    .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException _) {
            // As good as not said, and no reason to do without the file.
            return Optional.empty();
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws UnavailableException when the rest does not arrive */
    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            return answer.read(target, offset, length);
        } catch (IOException e) {
            throw RegistryErrors.ofFailure(call, e);
        }
    }

    @Override
    public void close() {
        answer.close();
        transport.close();
    }
}
