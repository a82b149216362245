package io.jdock.supervisor.registry;

/** How hosts are reached: with which certificates, and through whom. */
record Way(HostTls tls, Proxies proxies) {

    /** As this host's operator has set it up: files below {@code /etc}, and the process's environment. */
    static Way of(RegistryPolicy policy, String domain) {
        return new Way(new HostTls(policy.roots(), policy.entries(domain)), Proxies.of(System.getenv()));
    }
}
