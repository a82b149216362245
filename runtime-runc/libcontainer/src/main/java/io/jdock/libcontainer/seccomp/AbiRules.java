package io.jdock.libcontainer.seccomp;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.SyscallArg;
import io.jdock.oci.runtime.SyscallRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What every system call number of one calling convention gets.
 *
 * <p>As with runc and libseccomp: names that a convention lacks are skipped, rules that say what the default says are dropped,
 * a rule without conditions overrides those with, and several conditions on the same argument are alternatives. Numbers above
 * all that a profile mentions answer ENOSYS rather than the default, so that a C library which is newer than the profile
 * finds its fallbacks.
 */
final class AbiRules {

    private final Abi abi;
    private final Action byDefault;
    private final SortedMap<Integer, Verdict> verdicts = new TreeMap<>();
    private int highestMentioned = -1;

    AbiRules(Abi abi, Seccomp profile) {
        this.abi = abi;
        this.byDefault = Action.named(profile.defaultAction(), profile.defaultErrnoRet());
        profile.syscalls().forEach(this::add);
    }

    /** The verdicts in ascending ranges without gaps, starting at the convention's number 0. */
    List<Range> ranges() {
        int first = abi == Abi.X32 ? Abi.X32_BIT : 0;
        List<Range> ranges = new ArrayList<>();
        Verdict fallback = Verdict.always(byDefault);
        int next = first;
        for (Map.Entry<Integer, Verdict> entry : verdicts.entrySet()) {
            if (entry.getKey() > next) {
                append(ranges, next, fallback);
            }
            append(ranges, entry.getKey(), entry.getValue());
            next = entry.getKey() + 1;
        }
        append(ranges, next, fallback);
        if (highestMentioned >= 0 && restricts(byDefault)) {
            append(ranges, highestMentioned + 1, Verdict.always(Action.NO_SUCH_CALL));
        }
        return ranges;
    }

    /** All numbers from {@code first} to the one before the next range. */
    record Range(int first, Verdict verdict) {}

    private static void append(List<Range> ranges, int first, Verdict verdict) {
        if (!ranges.isEmpty()) {
            Range last = ranges.getLast();
            if (last.verdict().equals(verdict)) {
                return;
            }
            if (last.first() == first) {
                ranges.removeLast();
                append(ranges, first, verdict);
                return;
            }
        }
        ranges.add(new Range(first, verdict));
    }

    private static boolean restricts(Action action) {
        return action.value() >>> 16 == 0x0005
                || action.equals(Action.KILL_THREAD)
                || action.equals(Action.KILL_PROCESS);
    }

    private void add(SyscallRule rule) {
        Action action = Action.named(rule.action(), rule.errnoRet());
        for (String name : rule.names()) {
            OptionalInt number = abi.number(name);
            if (number.isPresent()) {
                highestMentioned = Math.max(highestMentioned, number.getAsInt());
                if (!action.equals(byDefault)) {
                    add(name, number.getAsInt(), rule.args(), action);
                }
            }
        }
    }

    private void add(String name, int number, List<SyscallArg> args, Action action) {
        Verdict known = verdicts.getOrDefault(number, Verdict.always(byDefault));
        if (!known.fallback().equals(byDefault)) {
            return;
        }
        if (args.isEmpty()) {
            verdicts.put(number, Verdict.always(action));
            return;
        }
        List<Verdict.Case> cases = new ArrayList<>(known.cases());
        if (namesAnArgumentTwice(args)) {
            args.forEach(arg -> cases.add(new Verdict.Case(List.of(condition(name, arg)), action)));
        } else {
            cases.add(new Verdict.Case(
                    args.stream().map(arg -> condition(name, arg)).toList(), action));
        }
        verdicts.put(number, new Verdict(List.copyOf(cases), byDefault));
    }

    private Verdict.Condition condition(String name, SyscallArg arg) {
        if (arg.index() < 0 || arg.index() > 5) {
            throw new InvalidArgumentException(
                    "seccomp: %s: argument index %d is outside 0 to 5".formatted(name, arg.index()));
        }
        return new Verdict.Condition(arg, !abi.wide() && abi != Abi.X32 || NarrowArguments.contains(name, arg.index()));
    }

    private static boolean namesAnArgumentTwice(List<SyscallArg> args) {
        Set<Integer> seen = new HashSet<>();
        return args.stream().anyMatch(arg -> !seen.add(arg.index()));
    }
}
