package io.jdock.libcontainer.seccomp;

import java.util.ArrayList;
import java.util.List;

/**
 * A binary search over ranges of system call numbers, as instructions. The accumulator holds the number on entry.
 *
 * <p>Some 80 ranges of docker's profile are told apart by 7 comparisons; a list would take 40 on average, on every call a
 * container makes.
 */
final class DecisionTree {

    private DecisionTree() {}

    /** Instructions that always answer. */
    static List<Instruction> compile(List<AbiRules.Range> ranges) {
        if (ranges.size() == 1) {
            return ArgumentChecks.compile(ranges.getFirst().verdict());
        }
        int middle = ranges.size() / 2;
        List<Instruction> below = compile(ranges.subList(0, middle));
        List<Instruction> rest = compile(ranges.subList(middle, ranges.size()));
        List<Instruction> all = new ArrayList<>(below.size() + rest.size() + 2);
        int border = ranges.get(middle).first();
        if (below.size() <= Instruction.FARTHEST) {
            all.add(Instruction.ifAtLeast(border, below.size(), 0));
        } else {
            all.add(Instruction.ifAtLeast(border, 0, 1));
            all.add(Instruction.jump(below.size()));
        }
        all.addAll(below);
        all.addAll(rest);
        return all;
    }
}
