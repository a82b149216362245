package io.jdock.cli.command.container.options;

import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;

/** The body of a create request while it is put together. */
final class CreateRequest {

    private final JsonObjectBuilder config = JsonObject.builder();
    private final JsonObjectBuilder host = JsonObject.builder();
    private JsonObject endpoints = JsonObject.EMPTY;

    /** The container's own configuration, which an image can also have. */
    JsonObjectBuilder config() {
        return config;
    }

    /** How the container is tied to this host. */
    JsonObjectBuilder host() {
        return host;
    }

    /** Sets what is wanted of each network, by its name. */
    void endpoints(JsonObject byNetwork) {
        endpoints = byNetwork;
    }

    JsonObject build() {
        config.put("HostConfig", host.build());
        if (!endpoints.isEmpty()) {
            config.put(
                    "NetworkingConfig",
                    JsonObject.builder().put("EndpointsConfig", endpoints).build());
        }
        return config.build();
    }
}
