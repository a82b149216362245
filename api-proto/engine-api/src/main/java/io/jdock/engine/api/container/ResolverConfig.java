package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * How a container finds hosts by name. Empty lists leave the host's settings.
 *
 * @param extraHosts lines for {@code /etc/hosts} as {@code HOST:IP}; the IP may be {@code host-gateway}
 */
public record ResolverConfig(
        @JsonProperty("Dns") List<String> servers,
        @JsonProperty("DnsOptions") List<String> options,
        @JsonProperty("DnsSearch") List<String> search,
        @JsonProperty("ExtraHosts") List<String> extraHosts) {

    static final ResolverConfig DEFAULT = new ResolverConfig(List.of(), List.of(), List.of(), List.of());

    public ResolverConfig {
        servers = Absent.orEmpty(servers);
        options = Absent.orEmpty(options);
        search = Absent.orEmpty(search);
        extraHosts = Absent.orEmpty(extraHosts);
    }
}
