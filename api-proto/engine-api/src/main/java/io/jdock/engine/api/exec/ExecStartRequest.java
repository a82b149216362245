package io.jdock.engine.api.exec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * How a prepared command is started.
 *
 * @param detach answer at once, do not join the streams
 * @param consoleSize height and width; empty for what was said at create
 */
public record ExecStartRequest(
        @JsonProperty("Detach") boolean detach,
        @JsonProperty("Tty") boolean tty,
        @JsonProperty("ConsoleSize") List<Integer> consoleSize) {

    public ExecStartRequest {
        consoleSize = consoleSize == null ? List.of() : List.copyOf(consoleSize);
    }
}
