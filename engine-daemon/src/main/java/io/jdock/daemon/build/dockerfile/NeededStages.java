package io.jdock.daemon.build.dockerfile;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Follows FROM and {@code COPY --from} from a target. */
final class NeededStages {

    private NeededStages() {}

    static SortedSet<Integer> of(Dockerfile file, String target, Map<String, String> globals) {
        SortedSet<Integer> needed = new TreeSet<>();
        needed.add(file.target(target));
        // What a stage needs is before it, so one pass from the target to the beginning sees everything.
        for (int stage = needed.last(); stage >= 0; stage--) {
            if (needed.contains(stage)) {
                addSources(file, stage, globals, needed);
            }
        }
        return needed;
    }

    private static void addSources(Dockerfile file, int stage, Map<String, String> globals, SortedSet<Integer> into) {
        Instruction.From from = file.stages().get(stage).from().expanded(globals);
        file.base(stage, from.image()).ifPresent(into::add);
        for (Instruction instruction : file.stages().get(stage).instructions()) {
            if (instruction instanceof Instruction.Copy copy) {
                file.source(stage, copy.options().from()).ifPresent(into::add);
            }
        }
    }
}
