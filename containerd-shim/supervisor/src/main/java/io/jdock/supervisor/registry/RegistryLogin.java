package io.jdock.supervisor.registry;

import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.errdefs.UnavailableException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a registry whether it knows somebody. Calls block; interrupting the thread ends them. */
public final class RegistryLogin {

    private static final int MAX_ANSWER = 1 << 16;

    private final List<Endpoint> endpoints;
    private final Manner manner;

    /** @param domain as in a reference */
    public RegistryLogin(String domain, RegistryPolicy policy, Credentials credentials) {
        this.endpoints = policy.endpoints(domain);
        this.manner = Manner.of(policy, domain, credentials);
    }

    /**
     * Logs in.
     *
     * @return what may be kept in place of the password; empty when the registry gives nothing of that kind
     * @throws UnauthenticatedException when the registry does not know the credentials
     * @throws UnavailableException when it cannot be reached
     */
    public String check() {
        List<UnavailableException> failures = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            try {
                return check(endpoint);
            } catch (UnavailableException e) {
                failures.add(e);
            }
        }
        throw RegistryErrors.ofAll(failures);
    }

    private String check(Endpoint endpoint) {
        HttpCall call = HttpCall.get(endpoint.version(), Map.of());
        try (HttpTransport transport = manner.transport()) {
            List<Challenge> challenges;
            try (HttpAnswer answer = transport.send(call)) {
                answer.readAll(MAX_ANSWER);
                if (answer.status() != 401) {
                    requireSuccess(call, answer.status());
                    return "";
                }
                challenges = answer.challenges();
            }
            return answer(transport, call, challenges);
        } catch (IOException e) {
            throw RegistryErrors.ofFailure(call, e);
        }
    }

    private String answer(HttpTransport transport, HttpCall call, List<Challenge> challenges) throws IOException {
        for (Challenge challenge : challenges) {
            Optional<String> realm = challenge.parameter("realm");
            if (challenge.scheme().equals("bearer") && realm.isPresent()) {
                AccessToken token = new TokenServer(
                                transport, InstantSource.system(), realm.get(), challenge.parameter("service"))
                        .login(manner.credentials());
                show(transport, call, token.header());
                return token.identityToken();
            }
        }
        if (!manner.credentials().hasPassword()) {
            throw new UnauthenticatedException("GET %s: no basic auth credentials".formatted(call.uri()));
        }
        show(transport, call, manner.credentials().basic());
        return "";
    }

    private static void show(HttpTransport transport, HttpCall call, String header) throws IOException {
        try (HttpAnswer answer = transport.send(call.with("Authorization", header))) {
            answer.readAll(MAX_ANSWER);
            requireSuccess(call, answer.status());
        }
    }

    /** In docker's words, which scripts look for. */
    private static void requireSuccess(HttpCall call, int status) {
        if (status == 401 || status == 403) {
            throw new UnauthenticatedException("login attempt to %s failed with status: %d %s"
                    .formatted(call.uri(), status, status == 401 ? "Unauthorized" : "Forbidden"));
        }
        if (status != 200) {
            throw new UnavailableException("login attempt to %s failed with status: %d".formatted(call.uri(), status));
        }
    }
}
