package io.jdock.libcontainer.seccomp;

import io.jdock.oci.runtime.SyscallArg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What every system call number of one calling convention gets.
 *
 * <p>As with runc and libseccomp: calls that a convention lacks are skipped, rules that say what the default says are dropped,
 * and several conditions on the same argument are alternatives.
 */
final class AbiRules {

    /** Beyond all numbers but a few of ARM's. */
    private static final int USUAL_NUMBERS = 1024;

    private final Abi abi;
    private final Action byDefault;

    /** The number that the numbers of this convention count from. */
    private final int base;

    private final @Nullable CallRules[] calls = new CallRules[USUAL_NUMBERS];
    private final TreeMap<Integer, CallRules> farCalls = new TreeMap<>();
    private int highestMentioned;

    AbiRules(Abi abi, Action byDefault, List<ResolvedRule> rules) {
        this.abi = abi;
        this.byDefault = byDefault;
        this.base = abi == Abi.X32 ? Abi.X32_BIT : 0;
        for (ResolvedRule rule : rules) {
            add(rule);
        }
    }

    Action byDefault() {
        return byDefault;
    }

    /** What a call gets by its name, if this convention has it. */
    Verdict verdict(String name) {
        int number = SyscallTable.number(abi, name);
        Verdict fallback = Verdict.always(byDefault);
        return number < 0 ? fallback : rulesOf(number).verdict(fallback);
    }

    /** The verdicts in ascending ranges without gaps, from the convention's number 0 on. */
    Ranges ranges() {
        Ranges ranges = new Ranges();
        Verdict fallback = Verdict.always(byDefault);
        // What is mentioned only as part of another call and has a number beyond all others does not count.
        int end = knowsWhatIsNewer() ? highestMentioned - base + 1 : Integer.MAX_VALUE;
        Verdict last = fallback;
        ranges.add(base, fallback);
        for (int i = 0; i < Math.min(end, USUAL_NUMBERS); i++) {
            CallRules rules = calls[i];
            Verdict verdict = rules == null ? fallback : rules.verdict(fallback);
            if (verdict != last) {
                ranges.add(base + i, verdict);
                last = verdict;
            }
        }
        for (Map.Entry<Integer, CallRules> call : farCalls.headMap(end).entrySet()) {
            ranges.add(call.getKey(), call.getValue().verdict(fallback));
            ranges.add(call.getKey() + 1, fallback);
        }
        if (knowsWhatIsNewer()) {
            ranges.add(highestMentioned + 1, beyond());
        }
        return ranges;
    }

    /**
     * What numbers above all that the profile mentions get: ENOSYS rather than a refusal, so that a C library which is newer than
     * the profile finds its fallbacks.
     */
    Verdict beyond() {
        return Verdict.always(knowsWhatIsNewer() ? Action.NO_SUCH_CALL : byDefault);
    }

    boolean knowsWhatIsNewer() {
        return highestMentioned > 0 && byDefault.restricts();
    }

    private void add(ResolvedRule rule) {
        boolean redundant = rule.action().equals(byDefault);
        for (SyscallTable.Call call : rule.calls()) {
            Multiplexed multiplexed = abi == Abi.I386 ? Multiplexed.find(call.name()) : null;
            int number = call.number(abi);
            if (multiplexed == null && number > highestMentioned) {
                highestMentioned = number;
            }
            if (redundant) {
                continue;
            }
            if (number >= 0) {
                add(call.name(), number, rule);
            }
            if (multiplexed != null) {
                addMultiplexed(multiplexed, rule);
            }
        }
    }

    private void add(String name, int number, ResolvedRule rule) {
        CallRules rules = rulesOf(number);
        if (!rule.alternatives()) {
            addConditional(rules, name, rule.args(), rule.always());
            return;
        }
        for (SyscallArg arg : rule.args()) {
            addConditional(rules, name, List.of(arg), rule.always());
        }
    }

    private void addConditional(CallRules rules, String name, List<SyscallArg> args, Verdict wanted) {
        List<Condition> conditions = conditions(name, args);
        if (conditions != null) {
            rules.add(name, conditions, wanted);
        }
    }

    /** The conditions that are to be checked, in the order of the arguments; nothing if they cannot hold. */
    private @Nullable List<Condition> conditions(String name, List<SyscallArg> args) {
        if (args.isEmpty()) {
            return List.of();
        }
        List<Condition> conditions = new ArrayList<>(args.size());
        for (SyscallArg arg : args) {
            Condition condition = Condition.of(arg, abi.wide(), NarrowArguments.contains(name, arg.index()));
            if (condition == Condition.NEVER) {
                return null;
            }
            if (condition != Condition.ALWAYS) {
                conditions.add(condition);
            }
        }
        conditions.sort((a, b) -> Integer.compare(a.index(), b.index()));
        return conditions;
    }

    /** A condition on an argument that is out of sight: who is allowed only then is not allowed in this form at all. */
    private void addMultiplexed(Multiplexed call, ResolvedRule rule) {
        if (rule.args().isEmpty() || !byDefault.restricts()) {
            int number = SyscallTable.number(abi, call.call());
            rulesOf(number).add(call.call(), List.of(call.condition()), rule.always());
        }
    }

    private CallRules rulesOf(int number) {
        int index = number - base;
        if (index >= USUAL_NUMBERS) {
            return farCalls.computeIfAbsent(number, _ -> new CallRules());
        }
        CallRules rules = calls[index];
        if (rules == null) {
            rules = new CallRules();
            calls[index] = rules;
        }
        return rules;
    }
}
