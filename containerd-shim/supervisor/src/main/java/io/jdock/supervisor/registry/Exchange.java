package io.jdock.supervisor.registry;

import io.jdock.errdefs.EngineException;
import io.jdock.oci.image.ImageReference;
import java.io.IOException;
import java.util.Optional;

/**
 * Calls to one server about one repository: proves who asks, tries again what may work the second time, and turns every
 * other outcome than success into an error. Safe for concurrent use.
 */
final class Exchange {

    private final HttpTransport transport;
    private final ImageReference reference;
    private final Authorizer authorizer;
    private final Backoff backoff;
    private volatile boolean answered;

    Exchange(HttpTransport transport, ImageReference reference, Authorizer authorizer, Backoff backoff) {
        this.transport = transport;
        this.reference = reference;
        this.authorizer = authorizer;
        this.backoff = backoff;
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
                HttpAnswer answer = authorized(call);
                answered = true;
                if (answer.status() < 300) {
                    return answer;
                }
                try (answer) {
                    retryAfter = answer.header("Retry-After");
                    if (!isPassing(answer.status()) || attempt == backoff.attempts()) {
                        throw RegistryErrors.ofAnswer(call, answer, reference);
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

    private HttpAnswer authorized(HttpCall call) throws IOException {
        String header = authorizer.header();
        HttpAnswer answer = transport.send(withHeader(call, header));
        if (answer.status() != 401 || !authorizer.answer(answer.challenges(), header)) {
            return answer;
        }
        answer.close();
        return transport.send(withHeader(call, authorizer.header()));
    }

    private static HttpCall withHeader(HttpCall call, String authorization) {
        return authorization.isEmpty() ? call : call.with("Authorization", authorization);
    }

    private static boolean isPassing(int status) {
        return status == 408 || status == 429 || status >= 500 && status != 501;
    }

    /** A server that was never there is given up at once; one that went away may come back. */
    private boolean mayPass(IOException failure) {
        boolean canceled = Thread.currentThread().isInterrupted();
        return !canceled && (answered || !RegistryErrors.isUnreachable(failure));
    }
}
