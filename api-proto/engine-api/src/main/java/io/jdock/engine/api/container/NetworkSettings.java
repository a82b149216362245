package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container's networks as inspect shows them.
 *
 * @param sandboxId empty while the container does not run
 * @param sandboxKey path of the network namespace
 * @param ports each exposed port with where it is published; null where it is not
 * @param networks endpoints by network name
 * @param bridge the default bridge's endpoint once more at the top, for versions below 1.52
 */
public record NetworkSettings(
        @JsonProperty("SandboxID") String sandboxId,
        @JsonProperty("SandboxKey") String sandboxKey,
        @JsonProperty("Ports") Map<String, @Nullable List<PortBinding>> ports,
        @JsonProperty("Networks") Map<String, EndpointSettings> networks,
        @JsonUnwrapped BridgeAddress bridge) {

    /** The address on the default bridge; empty values without one. */
    public record BridgeAddress(
            @JsonProperty("EndpointID") String endpointId,
            @JsonProperty("Gateway") String gateway,
            @JsonProperty("IPAddress") String ipAddress,
            @JsonProperty("IPPrefixLen") int ipPrefixLen,
            @JsonProperty("MacAddress") String macAddress) {

        /** No address. */
        public static final BridgeAddress NONE = new BridgeAddress("", "", "", 0, "");
    }
}
