package io.jdock.engine.api.container;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs in a container, and as whom. A command may be sent as one string, which means a list of that one word.
 *
 * @param user {@code uid}, {@code uid:gid}, {@code name}, {@code name:group} or a mix; empty for root
 * @param env {@code NAME=value}; a bare {@code NAME} removes the image's variable
 * @param cmd empty: the image's
 * @param entrypoint null: the image's; a list of one empty string: none
 * @param workingDir absolute path; empty for {@code /}
 */
public record ProcessConfig(
        @JsonProperty("User") String user,
        @JsonProperty("Env") List<String> env,

        @JsonProperty("Cmd") @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> cmd,

        @JsonProperty("Entrypoint") @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<String> entrypoint,

        @JsonProperty("WorkingDir") String workingDir) {

    static final ProcessConfig EMPTY = new ProcessConfig("", List.of(), List.of(), null, "");

    public ProcessConfig {
        user = Absent.orEmpty(user);
        env = Absent.orEmpty(env);
        cmd = Absent.orEmpty(cmd);
        entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
        workingDir = Absent.orEmpty(workingDir);
    }
}
