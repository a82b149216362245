package io.jdock.daemon.container.exec;

import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The execs that can be asked about. Safe for concurrent use. */
final class ExecRegistry {

    private static final Duration KEPT_AFTER_END = Duration.ofMinutes(5);

    private final Map<String, Exec> execs = new ConcurrentHashMap<>();

    /** Adds an exec, and drops those that ended long ago. */
    void add(Exec exec, Instant now) {
        execs.values()
                .removeIf(it -> it.endedAt()
                        .filter(end -> end.plus(KEPT_AFTER_END).isBefore(now))
                        .isPresent());
        execs.put(exec.id(), exec);
    }

    /** @throws NotFoundException in Docker's words */
    Exec get(String id) {
        Exec exec = execs.get(id);
        if (exec == null) {
            throw new NotFoundException("No such exec instance: " + id);
        }
        return exec;
    }

    /** Claims an exec for starting; only one caller can. */
    Exec claim(String id) {
        get(id);
        return update(id, exec -> {
            switch (exec.phase()) {
                case CREATED -> {}
                case STARTED -> throw new ConflictException("exec %s is already running".formatted(id));
                case ENDED -> throw new ConflictException("exec %s has already run".formatted(id));
            }
            return exec.starting();
        });
    }

    Exec update(String id, UnaryOperator<Exec> change) {
        Exec changed = execs.computeIfPresent(id, (_, exec) -> change.apply(exec));
        if (changed == null) {
            throw new NotFoundException("No such exec instance: " + id);
        }
        return changed;
    }

    /** IDs of a container's execs that run, for inspect. */
    List<String> running(String containerId) {
        return execs.values().stream()
                .filter(it -> it.containerId().equals(containerId) && it.phase() == Exec.Phase.STARTED)
                .map(Exec::id)
                .sorted()
                .toList();
    }

    void removeAll(String containerId) {
        execs.values().removeIf(it -> it.containerId().equals(containerId));
    }
}
