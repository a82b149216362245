package io.jdock.engine.api.exec;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command to run in a container.
 *
 * @param user as {@code ContainerConfig.User}; empty for the container's
 * @param env added to the container's
 * @param workingDir absolute; empty for the container's
 * @param detachKeys such as {@code ctrl-p,ctrl-q}; null for that default
 * @param consoleSize height and width; empty for the kernel's default
 */
public record ExecCreateRequest(
        @JsonProperty("User") String user,
        @JsonProperty("Privileged") boolean privileged,
        @JsonProperty("Tty") boolean tty,
        @JsonProperty("ConsoleSize") List<Integer> consoleSize,
        @JsonProperty("AttachStdin") boolean attachStdin,
        @JsonProperty("AttachStdout") boolean attachStdout,
        @JsonProperty("AttachStderr") boolean attachStderr,
        @JsonProperty("DetachKeys") @Nullable String detachKeys,
        @JsonProperty("Env") List<String> env,
        @JsonProperty("WorkingDir") String workingDir,

        @JsonProperty("Cmd") @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> cmd) {

    public ExecCreateRequest {
        user = user == null ? "" : user;
        consoleSize = consoleSize == null ? List.of() : List.copyOf(consoleSize);
        env = env == null ? List.of() : List.copyOf(env);
        workingDir = workingDir == null ? "" : workingDir;
        cmd = cmd == null ? List.of() : List.copyOf(cmd);
    }
}
