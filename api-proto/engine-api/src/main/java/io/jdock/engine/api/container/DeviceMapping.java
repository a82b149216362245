package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A device of the host that a container may use.
 *
 * @param pathInContainer empty for the same path
 * @param permissions any of {@code rwm}; empty for all
 */
public record DeviceMapping(
        @JsonProperty("PathOnHost") String pathOnHost,
        @JsonProperty("PathInContainer") String pathInContainer,
        @JsonProperty("CgroupPermissions") String permissions) {

    public DeviceMapping {
        pathOnHost = Absent.orEmpty(pathOnHost);
        pathInContainer = Absent.orEmpty(pathInContainer);
        permissions = Absent.orEmpty(permissions);
    }
}
