package io.jdock.daemon.build.dockerfile;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts instructions into stages. */
final class StageCollector {

    private final List<Instruction.Arg> globals = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<Instruction> current = new ArrayList<>();
    private Instruction.@Nullable From from;

    void add(Instruction instruction) {
        if (instruction instanceof Instruction.From next) {
            start(next);
        } else if (from != null) {
            current.add(instruction);
        } else if (instruction instanceof Instruction.Arg arg) {
            globals.add(arg);
        } else {
            throw ParseErrors.at(instruction.origin().line(), "no build stage in current context");
        }
    }

    private void start(Instruction.From next) {
        if (!next.name().isEmpty() && !names.add(next.name())) {
            throw ParseErrors.at(next.origin().line(), "%s stage name already used".formatted(next.name()));
        }
        end();
        from = next;
    }

    private void end() {
        if (from != null) {
            stages.add(new Stage(from, current));
            current.clear();
        }
    }

    List<Instruction.Arg> globals() {
        return globals;
    }

    /** All of them; nothing may be added afterwards. */
    List<Stage> stages() {
        end();
        if (stages.isEmpty()) {
            throw new InvalidArgumentException("dockerfile contains no stages to build");
        }
        return stages;
    }
}
