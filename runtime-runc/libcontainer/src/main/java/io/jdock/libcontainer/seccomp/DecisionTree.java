package io.jdock.libcontainer.seccomp;

import java.util.List;

/**
 * A binary search over ranges of system call numbers, as instructions. The accumulator holds the number on entry.
 *
 * <p>Some 80 ranges of docker's profile are told apart by 7 comparisons; a list would take 40 on average, on every call a
 * container makes.
 */
final class DecisionTree {

    private DecisionTree() {}

    /** Prepends instructions that always answer. */
    static void prependTo(Code code, List<Ranges.Range> ranges) {
        prependTo(code, ranges, 0, ranges.size());
    }

    private static void prependTo(Code code, List<Ranges.Range> ranges, int from, int to) {
        if (to - from == 1) {
            ArgumentChecks.prependTo(code, ranges.get(from).verdict());
            return;
        }
        int middle = (from + to) / 2;
        prependTo(code, ranges, middle, to);
        int rest = code.size();
        prependTo(code, ranges, from, middle);
        int border = ranges.get(middle).first();
        int distance = code.distanceTo(rest);
        if (distance <= Instruction.FARTHEST) {
            code.prepend(Instruction.ifAtLeast(border, distance, 0));
        } else {
            code.prepend(Instruction.jump(distance));
            code.prepend(Instruction.ifAtLeast(border, 0, 1));
        }
    }
}
