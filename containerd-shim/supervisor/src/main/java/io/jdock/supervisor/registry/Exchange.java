package io.jdock.supervisor.registry;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls to one server about one repository: proves who asks, tries again what may work the second time, and turns every
 * other outcome than success into an error. Safe for concurrent use.
 */
final class Exchange implements AutoCloseable {

    private final HttpTransport transport;
    private final RegistryErrors errors;
    private final Authorizer authorizer;
    private final Set<Scope> scopes;
    private final Map<String, String> headers;
    private final Backoff backoff;
    private volatile boolean answered;

    private Exchange(Manner manner, Map<String, String> headers, RegistryErrors errors, Set<Scope> scopes) {
        this.headers = Map.copyOf(headers);
        this.transport = manner.transport();
        this.errors = errors;
        this.authorizer = new Authorizer(transport, manner.credentials(), InstantSource.system());
        this.scopes = scopes;
        this.backoff = manner.backoff();
    }

    /**
     * For calls that read the reference's repository.
     *
     * @param headers that the server wants with every call
     */
    static Exchange forPull(ImageReference reference, Manner manner, Map<String, String> headers) {
        return new Exchange(
                manner,
                headers,
                new RegistryErrors(reference, false, manner.isAnonymous()),
                Set.of(Scope.pull(reference.path())));
    }

    /** For calls that write the reference's repository; otherwise as {@link #forPull}. */
    static Exchange forPush(ImageReference reference, Manner manner, Map<String, String> headers) {
        return new Exchange(
                manner,
                headers,
                new RegistryErrors(reference, true, manner.isAnonymous()),
                Set.of(Scope.push(reference.path())));
    }

    /**
     * Makes the call until it succeeds.
     *
     * @return an answer with a status below 300, which the caller closes
     * @throws EngineException of the kind that the last try deserves
     */
    HttpAnswer send(HttpCall call) {
        for (int attempt = 1; ; attempt++) {
            Optional<String> retryAfter = Optional.empty();
            try {
                HttpAnswer answer = attempt(call, Set.of());
                if (answer.isSuccess()) {
                    return answer;
                }
                try (answer) {
                    retryAfter = answer.header("Retry-After");
                    if (!isPassing(answer.status()) || attempt == backoff.attempts()) {
                        throw errors.ofAnswer(call, answer);
                    }
                }
            } catch (IOException e) {
                if (attempt == backoff.attempts() || !mayPass(e)) {
                    throw RegistryErrors.ofFailure(call, e);
                }
            }
            backoff.pause(attempt + 1, retryAfter);
        }
    }

    /**
     * Makes the call once, or twice when the server first wants to know who we are.
     *
     * @param more what the call needs beyond what all calls need
     * @return an answer of any status, which the caller closes
     */
    HttpAnswer attempt(HttpCall call, Set<Scope> more) throws IOException {
        Set<Scope> needed = union(scopes, more);
        String header = authorizer.header(needed);
        HttpAnswer answer = transport.send(withHeader(call, header));
        answered = true;
        if (answer.status() != 401 || !authorizer.answer(answer.challenges(), header, needed)) {
            return answer;
        }
        answer.close();
        return again(withHeader(call, authorizer.header(needed)));
    }

    /** Refused for what everybody may do: then it matters that the credentials were refused before. */
    private HttpAnswer again(HttpCall call) throws IOException {
        HttpAnswer answer = transport.send(call);
        Optional<UnauthenticatedException> refusal = authorizer.refusal();
        if (answer.status() == 401 && refusal.isPresent()) {
            answer.close();
            throw refusal.get();
        }
        return answer;
    }

    private static Set<Scope> union(Set<Scope> some, Set<Scope> more) {
        if (more.isEmpty()) {
            return some;
        }
        Set<Scope> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }

    private HttpCall withHeader(HttpCall call, String authorization) {
        HttpCall dressed = call;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            dressed = dressed.with(header.getKey(), header.getValue());
        }
        return authorization.isEmpty() ? dressed : dressed.with("Authorization", authorization);
    }

    /** The error behind an answer that is no success. */
    EngineException error(HttpCall call, HttpAnswer answer) {
        return errors.ofAnswer(call, answer);
    }

    /** Whether an answer of this status may be another one after a pause. */
    static boolean isPassing(int status) {
        return status == 408 || status == 429 || status >= 500 && status != 501;
    }

    /** A server that was never there is given up at once; one that went away may come back. */
    private boolean mayPass(IOException failure) {
        boolean canceled = Thread.currentThread().isInterrupted();
        return !canceled && (answered || !RegistryErrors.isUnreachable(failure));
    }

    @Override
    public void close() {
        transport.close();
    }
}
