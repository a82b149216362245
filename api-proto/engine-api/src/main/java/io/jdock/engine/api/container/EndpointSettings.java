package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container's place in one network. All but the first four are the daemon's answer and empty in a request. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record EndpointSettings(
        @JsonProperty("IPAMConfig") @Nullable Map<String, Object> ipamConfig,
        @JsonProperty("Links") List<String> links,
        @JsonProperty("Aliases") List<String> aliases,
        @JsonProperty("DriverOpts") Map<String, String> driverOpts,
        @JsonProperty("GwPriority") long gwPriority,
        @JsonProperty("NetworkID") String networkId,
        @JsonProperty("EndpointID") String endpointId,
        @JsonProperty("MacAddress") String macAddress,
        @JsonProperty("Gateway") String gateway,
        @JsonProperty("IPAddress") String ipAddress,
        @JsonProperty("IPPrefixLen") int ipPrefixLen,
        @JsonProperty("IPv6Gateway") String ipv6Gateway,
        @JsonProperty("GlobalIPv6Address") String globalIpv6Address,
        @JsonProperty("GlobalIPv6PrefixLen") int globalIpv6PrefixLen,
        @JsonProperty("DNSNames") List<String> dnsNames) {

    public EndpointSettings {
        links = Absent.orEmpty(links);
        aliases = Absent.orEmpty(aliases);
        driverOpts = Absent.orEmpty(driverOpts);
        networkId = Absent.orEmpty(networkId);
        endpointId = Absent.orEmpty(endpointId);
        macAddress = Absent.orEmpty(macAddress);
        gateway = Absent.orEmpty(gateway);
        ipAddress = Absent.orEmpty(ipAddress);
        ipv6Gateway = Absent.orEmpty(ipv6Gateway);
        globalIpv6Address = Absent.orEmpty(globalIpv6Address);
        dnsNames = Absent.orEmpty(dnsNames);
    }

    /** An endpoint with an IPv4 address and nothing asked for by the client. */
    public static EndpointSettings ipv4(
            String networkId, String endpointId, String macAddress, String gateway, String ipAddress, int prefixLen) {
        return new EndpointSettings(
                null,
                List.of(),
                List.of(),
                Map.of(),
                0,
                networkId,
                endpointId,
                macAddress,
                gateway,
                ipAddress,
                prefixLen,
                "",
                "",
                0,
                List.of());
    }
}
