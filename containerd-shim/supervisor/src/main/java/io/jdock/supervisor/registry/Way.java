package io.jdock.supervisor.registry;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How hosts are reached.
 *
 * @param tls with which certificates
 * @param proxies through whom
 * @param dialTimeouts how long it may take until a connection is there, where an operator has said so
 */
record Way(HostTls tls, Proxies proxies, Map<Origin, Duration> dialTimeouts) {

    /** How long it may take until a connection is there, where nobody has said anything. */
    static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);

    Way {
        dialTimeouts = Map.copyOf(dialTimeouts);
    }

    /** As this host's operator has set it up: files below {@code /etc}, and the process's environment. */
    static Way of(RegistryPolicy policy, String domain) {
        Map<Origin, Duration> timeouts = new HashMap<>();
        policy.entries(domain).forEach(entry -> timeouts.putIfAbsent(Origin.of(entry.base()), entry.dialTimeout()));
        HostTls tls = new HostTls(policy.roots(), policy.entries(domain));
        return new Way(tls, Proxies.of(policy.proxies(), System.getenv()), timeouts);
    }

    Duration dialTimeout(URI uri) {
        return dialTimeouts.getOrDefault(Origin.of(uri), DIAL_TIMEOUT);
    }
}
