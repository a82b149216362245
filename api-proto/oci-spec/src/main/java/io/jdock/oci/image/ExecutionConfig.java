package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The defaults that an image gives its containers: the {@code config} object of its configuration, Docker's extras included.
 *
 * <p>Only the types are checked here. Whether a port, signal or volume path makes sense is decided where it takes effect,
 * because an image with a strange default must still be listed and inspected.
 *
 * @param user name or number, with an optional group after a colon; empty for root
 * @param exposedPorts such as {@code 80/tcp}, in the document's order
 * @param env each {@code NAME=value}
 * @param volumes paths inside the container, in the document's order
 * @param stopTimeout in seconds, or absent
 * @param onBuild Dockerfile instructions for a build that starts from this image
 * @param shell of the shell form of Dockerfile instructions
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExecutionConfig(
        @JsonProperty("User") String user,

        @JsonProperty("ExposedPorts")
        @JsonDeserialize(using = KeySet.Reader.class)
        @JsonSerialize(using = KeySet.Writer.class)
        Set<String> exposedPorts,

        @JsonProperty("Env") List<String> env,
        @JsonProperty("Entrypoint") List<String> entrypoint,
        @JsonProperty("Cmd") List<String> cmd,

        @JsonProperty("Volumes")
        @JsonDeserialize(using = KeySet.Reader.class)
        @JsonSerialize(using = KeySet.Writer.class)
        Set<String> volumes,

        @JsonProperty("WorkingDir") String workingDir,
        @JsonProperty("Labels") Map<String, String> labels,
        @JsonProperty("StopSignal") String stopSignal,
        @JsonProperty("StopTimeout") @Nullable Integer stopTimeout,

        @JsonProperty("ArgsEscaped") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean argsEscaped,

        @JsonProperty("Healthcheck") @Nullable Healthcheck healthcheck,
        @JsonProperty("OnBuild") List<String> onBuild,
        @JsonProperty("Shell") List<String> shell) {

    /** An image that sets nothing. */
    public static final ExecutionConfig EMPTY =
            new ExecutionConfig(null, null, null, null, null, null, null, null, null, null, false, null, null, null);

    public ExecutionConfig(
            @Nullable String user,
            @Nullable Set<String> exposedPorts,
            @Nullable List<String> env,
            @Nullable List<String> entrypoint,
            @Nullable List<String> cmd,
            @Nullable Set<String> volumes,
            @Nullable String workingDir,
            @Nullable Map<String, String> labels,
            @Nullable String stopSignal,
            @Nullable Integer stopTimeout,
            boolean argsEscaped,
            @Nullable Healthcheck healthcheck,
            @Nullable List<String> onBuild,
            @Nullable List<String> shell) {
        this.user = text(user);
        this.exposedPorts = set(exposedPorts);
        this.env = list(env);
        this.entrypoint = list(entrypoint);
        this.cmd = list(cmd);
        this.volumes = set(volumes);
        this.workingDir = text(workingDir);
        this.labels = labels == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        this.stopSignal = text(stopSignal);
        this.stopTimeout = stopTimeout;
        this.argsEscaped = argsEscaped;
        this.healthcheck = healthcheck;
        this.onBuild = list(onBuild);
        this.shell = list(shell);
    }

    /** The same with other instructions for builds that start from it. */
    public ExecutionConfig withOnBuild(List<String> other) {
        return new ExecutionConfig(
                user,
                exposedPorts,
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                stopTimeout,
                argsEscaped,
                healthcheck,
                other,
                shell);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static List<String> list(@Nullable List<String> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    private static Set<String> set(@Nullable Set<String> values) {
        return values == null ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
}
