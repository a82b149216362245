package io.jdock.daemon.container.exec;

import io.jdock.daemon.container.task.ProcessRef;
import io.jdock.engine.api.exec.ExecCreateRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * One command in a container. Immutable.
 *
 * @param id 64 hexadecimal digits
 * @param pid on the host; 0 before it was started
 * @param exitCode empty until it has ended
 * @param endedAt empty until it has ended
 */
public record Exec(
        String id,
        String containerId,
        ExecCreateRequest request,
        Phase phase,
        int pid,
        Optional<Integer> exitCode,
        Optional<Instant> endedAt) {

    /** An exec's life; each is entered once. */
    public enum Phase {
        CREATED,
        STARTED,
        ENDED
    }

    /** A command that was just asked for. */
    static Exec created(String id, String containerId, ExecCreateRequest request) {
        return new Exec(id, containerId, request, Phase.CREATED, 0, Optional.empty(), Optional.empty());
    }

    /** Its name to the supervisor. */
    public ProcessRef ref() {
        return new ProcessRef(containerId, id);
    }

    Exec starting() {
        return new Exec(id, containerId, request, Phase.STARTED, pid, exitCode, endedAt);
    }

    Exec running(int newPid) {
        return new Exec(id, containerId, request, phase, newPid, exitCode, endedAt);
    }

    Exec ended(int code, Instant at) {
        return new Exec(id, containerId, request, Phase.ENDED, pid, Optional.of(code), Optional.of(at));
    }
}
