package io.jdock.supervisor.registry;

import io.jdock.errdefs.UnauthenticatedException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Convinces one server that we may do what we are about to: answers its challenge once and serves all calls of a transfer with
 * the result. A token that is about to run out is renewed before it is used again. Safe for concurrent use.
 *
 * <p>The scope of a token is always ours, what the call needs, whatever the challenge asks for. A token server that refuses
 * the credentials is asked once more without any when all that is wanted is to read: much may be read by everybody, and a
 * password that was changed elsewhere should not lock anybody out of that.
 */
final class Authorizer {

    private final HttpTransport transport;
    private final Credentials credentials;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Set<Scope>, AccessToken> tokens = new HashMap<>();
    private String basic = "";
    private @Nullable TokenServer server;
    private @Nullable UnauthenticatedException refusal;

    Authorizer(HttpTransport transport, Credentials credentials, InstantSource clock) {
        this.transport = transport;
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * The value of the Authorization header for a call that needs these scopes; empty before the first challenge.
     *
     * @throws UnauthenticatedException when the token server refuses the credentials
     */
    String header(Set<Scope> scopes) throws IOException {
        lock.lock();
        try {
            if (!credentials.registryToken().isEmpty()) {
                return "Bearer " + credentials.registryToken();
            }
            if (server == null) {
                return basic;
            }
            AccessToken known = tokens.get(scopes);
            return known != null && clock.instant().isBefore(known.until()) ? known.header() : renewed(scopes, server);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Answers a challenge.
     *
     * @param refused the header that the challenged call carried
     * @return whether there is another header to try
     * @throws UnauthenticatedException when the token server refuses the credentials
     */
    boolean answer(List<Challenge> challenges, String refused, Set<Scope> scopes) throws IOException {
        lock.lock();
        try {
            if (!header(scopes).equals(refused)) {
                // Another call was challenged too and has been faster, or the token ran out meanwhile.
                return true;
            }
            String next = respond(challenges, scopes);
            return !next.isEmpty() && !next.equals(refused);
        } finally {
            lock.unlock();
        }
    }

    /** What the token server said of the credentials before it gave a token to an anonymous; empty when it did not. */
    Optional<UnauthenticatedException> refusal() {
        lock.lock();
        try {
            return Optional.ofNullable(refusal);
        } finally {
            lock.unlock();
        }
    }

    private String respond(List<Challenge> challenges, Set<Scope> scopes) throws IOException {
        if (!credentials.registryToken().isEmpty()) {
            return "";
        }
        for (Challenge challenge : challenges) {
            Optional<String> realm = challenge.parameter("realm");
            if (challenge.scheme().equals("bearer") && realm.isPresent()) {
                server = new TokenServer(transport, clock, realm.get(), challenge.parameter("service"));
                return renewed(scopes, server);
            }
        }
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("basic") && credentials.hasPassword()) {
                basic = credentials.basic();
                return basic;
            }
        }
        return "";
    }

    private String renewed(Set<Scope> scopes, TokenServer from) throws IOException {
        AccessToken token = fetch(scopes, from);
        tokens.put(Set.copyOf(scopes), token);
        return token.header();
    }

    private AccessToken fetch(Set<Scope> scopes, TokenServer from) throws IOException {
        if (refusal != null) {
            return from.fetch(Credentials.ANONYMOUS, scopes);
        }
        try {
            return from.fetch(credentials, scopes);
        } catch (UnauthenticatedException e) {
            boolean anonymous = credentials.equals(Credentials.ANONYMOUS);
            if (anonymous || !scopes.stream().allMatch(Scope::isPull)) {
                throw e;
            }
            return anonymously(scopes, from, e);
        }
    }

    private AccessToken anonymously(Set<Scope> scopes, TokenServer from, UnauthenticatedException why)
            throws IOException {
        try {
            AccessToken token = from.fetch(Credentials.ANONYMOUS, scopes);
            refusal = why;
            return token;
        } catch (UnauthenticatedException e) {
            why.addSuppressed(e);
            throw why;
        }
    }
}
