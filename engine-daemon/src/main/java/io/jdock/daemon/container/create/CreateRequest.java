package io.jdock.daemon.container.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.container.HostConfig;
import io.jdock.engine.api.container.NetworkingConfig;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;

/** A create request as the client sent it, all of whose fields are honoured. */
public record CreateRequest(ContainerConfig config, HostConfig host, NetworkingConfig networking) {

    /**
     * Reads the body of a create request.
     *
     * @throws InvalidArgumentException for bad JSON, and for a field that asks for something jdock does not do
     */
    public static CreateRequest parse(JsonNode body) {
        if (!body.isObject() || body.isEmpty()) {
            throw new InvalidArgumentException("config cannot be empty in order to create a container");
        }
        JsonNode host = field(body, "HostConfig");
        JsonNode networking = field(body, "NetworkingConfig");
        HonouredFields.check(body, host, networking);
        return new CreateRequest(
                EngineJson.convert(body, ContainerConfig.class),
                EngineJson.convert(host, HostConfig.class),
                EngineJson.convert(networking, NetworkingConfig.class));
    }

    /** Names match in any case, as everywhere in the API. */
    private static JsonNode field(JsonNode object, String name) {
        for (var entry : object.properties()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getValue();
            }
        }
        return MissingNode.getInstance();
    }
}
