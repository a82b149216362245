package io.jdock.supervisor.registry;

import java.time.Duration;

/**
 * How servers are spoken to.
 *
 * @param credentials for them all, or for none
 * @param way how hosts are reached
 * @param silence how long a server may be silent before a call counts as broken
 * @param pieces when blobs are received in pieces
 */
record Manner(
        InsecureHosts insecure, Way way, Credentials credentials, Backoff backoff, Duration silence, PiecePlan pieces) {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    static Manner of(RegistryPolicy policy, String domain, Credentials credentials) {
        Backoff backoff = new Backoff(policy.attempts(), Backoff.STANDARD.first());
        return new Manner(
                policy.insecureHosts(domain),
                Way.of(policy, domain),
                credentials,
                backoff,
                SILENCE,
                PiecePlan.STANDARD);
    }

    Manner anonymous() {
        return new Manner(insecure, way, Credentials.ANONYMOUS, backoff, silence, pieces);
    }

    boolean isAnonymous() {
        return credentials.equals(Credentials.ANONYMOUS);
    }

    HttpTransport transport() {
        return new HttpTransport(insecure, way, silence);
    }
}
