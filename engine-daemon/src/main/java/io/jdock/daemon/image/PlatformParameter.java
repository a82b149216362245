package io.jdock.daemon.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jdock.daemon.http.Exchange;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The platform that some requests give as JSON: {@code {"os":"linux","architecture":"arm64","variant":"v8"}}. */
record PlatformParameter(
        @JsonProperty("os") @Nullable String os,
        @JsonProperty("architecture") @Nullable String architecture,
        @JsonProperty("variant") @Nullable String variant) {

    /**
     * Reads it to {@code os/architecture[/variant]}.
     *
     * @throws InvalidArgumentException when it is not such JSON, or lacks one of the two that every platform has
     */
    static String parse(String json) {
        PlatformParameter read = EngineJson.read(json.getBytes(StandardCharsets.UTF_8), PlatformParameter.class);
        if (isBlank(read.os()) || isBlank(read.architecture())) {
            throw new InvalidArgumentException("both OS and Architecture must be provided: " + json);
        }
        String variant = isBlank(read.variant()) ? "" : "/" + read.variant();
        return Platform.parse(read.os() + "/" + read.architecture() + variant).toString();
    }

    /**
     * Reads those that a request names; several since version 1.52.
     *
     * @throws InvalidArgumentException also for several in an older version
     */
    static List<String> all(Exchange exchange) {
        List<String> platforms = exchange.query().all("platform");
        if (platforms.size() > 1 && exchange.version().below(52)) {
            throw new InvalidArgumentException("more than one platform needs API version 1.52 or newer");
        }
        return platforms.stream().map(PlatformParameter::parse).toList();
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
