package io.jdock.libcontainer.seccomp;

import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.SyscallArg;
import io.jdock.oci.runtime.SyscallRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes up profiles and calls that they may say something about.
 *
 * <p>Left out is where jdock differs on purpose: 64-bit numbers for arguments that the kernel takes as {@code int}, and
 * conditions on arguments that i386's multiplexed calls have in memory.
 */
final class RandomProfile {

    /** How rules for one call go together. */
    enum Kind {
        /** There is one at most. */
        PLAIN,
        /** Several, each with one equality at most; they may contradict each other. */
        EQUALITIES,
        /** Several, with all kinds of conditions; they do not contradict each other. */
        TANGLED
    }

    private static final List<String> OPERATORS = List.of(
            "SCMP_CMP_NE",
            "SCMP_CMP_LT",
            "SCMP_CMP_LE",
            "SCMP_CMP_EQ",
            "SCMP_CMP_GE",
            "SCMP_CMP_GT",
            "SCMP_CMP_MASKED_EQ");

    private static final long LOW = 0xffffffffL;
    private static final int MOST_RULES = 14;
    private static final int ARGUMENTS = 6;

    private final Random random;
    private final List<String> names;
    private final Set<Abi> abis;
    private final Kind kind;

    /** Values in conditions, for calls to come near to. */
    private final List<Long> values = new ArrayList<>();

    private final Map<String, String> actions = new HashMap<>();
    private final Seccomp profile;
    private final List<String> mentioned;

    /** @param names to choose from */
    RandomProfile(Random random, List<String> names, Set<Abi> abis, Kind kind) {
        this.random = random;
        this.names = names;
        this.abis = abis;
        this.kind = kind;
        List<SyscallRule> rules = new ArrayList<>();
        String byDefault = randomAction();
        for (int i = random.nextInt(MOST_RULES); i > 0; i--) {
            rules.add(rule());
        }
        this.profile = new Seccomp(
                byDefault,
                errnoFor(byDefault),
                abis.stream().map(Abi::specName).toList(),
                List.of(),
                null,
                null,
                rules);
        Set<String> all = new TreeSet<>();
        rules.forEach(rule -> all.addAll(rule.names()));
        this.mentioned = List.copyOf(all);
    }

    Seccomp profile() {
        return profile;
    }

    /** The number of a call that is mentioned, or another. */
    int number(Abi abi) {
        int number =
                mentioned.isEmpty() ? -1 : SyscallTable.number(abi, mentioned.get(random.nextInt(mentioned.size())));
        if (number < 0) {
            number = random.nextInt(500);
        }
        return switch (random.nextInt(12)) {
            case 0 -> number + 1;
            case 1 -> number - 1;
            case 2 -> random.nextInt(500);
            case 3 -> random.nextInt();
            case 4 -> number ^ 1 << random.nextInt(Integer.SIZE);
            case 5 -> -1;
            case 6 -> abi == Abi.I386 ? (random.nextBoolean() ? 102 : 117) : number;
            default -> number;
        };
    }

    /** Arguments for a call. */
    long[] arguments() {
        boolean narrow = mentioned.stream().anyMatch(RandomProfile::isNarrow);
        long[] arguments = new long[ARGUMENTS];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = narrow ? near() & LOW : near();
        }
        return arguments;
    }

    private SyscallRule rule() {
        List<String> chosen = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            // From few, so that some calls get several rules.
            String name = names.get(random.nextInt(random.nextBoolean() ? 8 : names.size()));
            if (!chosen.contains(name)) {
                chosen.add(name);
            }
        }
        String action = actionFor(chosen);
        boolean hidden = abis.contains(Abi.I386) && chosen.stream().anyMatch(name -> Multiplexed.find(name) != null);
        return new SyscallRule(chosen, action, errnoFor(action), hidden ? List.of() : conditions(chosen));
    }

    /** Leaves only names for which the rule may have this action. */
    private String actionFor(List<String> chosen) {
        String action = kind == Kind.TANGLED ? actions.getOrDefault(chosen.getFirst(), randomAction()) : randomAction();
        if (kind == Kind.TANGLED) {
            chosen.removeIf(name -> !action.equals(actions.computeIfAbsent(name, _ -> action)));
        } else if (kind == Kind.PLAIN) {
            chosen.removeIf(name -> actions.put(name, action) != null);
        }
        return action;
    }

    private List<SyscallArg> conditions(List<String> chosen) {
        boolean narrow = chosen.stream().anyMatch(RandomProfile::isNarrow);
        List<Integer> indexes = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
        if (random.nextBoolean()) {
            Collections.shuffle(indexes, random);
        }
        List<SyscallArg> args = new ArrayList<>();
        // From a second condition libseccomp 2.5 comes back to the next rule with the wrong argument at hand.
        for (int i = random.nextInt(kind == Kind.EQUALITIES ? 2 : 4); i > 0; i--) {
            long value = value();
            long second = random.nextInt(4) == 0 ? value() : value & value();
            values.add(value);
            values.add(second);
            args.add(new SyscallArg(
                    kind == Kind.TANGLED ? random.nextInt(random.nextBoolean() ? 2 : ARGUMENTS) : indexes.removeFirst(),
                    narrow ? value & LOW : value,
                    narrow ? second & LOW : second,
                    kind == Kind.EQUALITIES ? "SCMP_CMP_EQ" : OPERATORS.get(random.nextInt(OPERATORS.size()))));
        }
        return args;
    }

    private static boolean isNarrow(String name) {
        for (int i = 0; i < ARGUMENTS; i++) {
            if (NarrowArguments.contains(name, i)) {
                return true;
            }
        }
        return false;
    }

    private long value() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> random.nextInt(4);
            case 2 -> 1L << random.nextInt(Long.SIZE);
            case 3 -> -1L << random.nextInt(Long.SIZE);
            case 4 -> random.nextLong();
            case 5 -> random.nextInt() & LOW;
            case 6 -> (long) random.nextInt(3) << Integer.SIZE | random.nextInt(3);
            default -> values.isEmpty() ? 5 : values.get(random.nextInt(values.size()));
        };
    }

    private long near() {
        if (values.isEmpty() || random.nextInt(4) == 0) {
            return value();
        }
        long value = values.get(random.nextInt(values.size()));
        return switch (random.nextInt(9)) {
            case 0 -> value + 1;
            case 1 -> value - 1;
            case 2 -> value & LOW;
            case 3 -> value ^ 1L << random.nextInt(Long.SIZE);
            case 4 -> value & ~LOW | value() & LOW;
            default -> value;
        };
    }

    private String randomAction() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "SCMP_ACT_ALLOW";
            case 3, 4 -> "SCMP_ACT_ERRNO";
            case 5 -> "SCMP_ACT_TRAP";
            case 6 -> "SCMP_ACT_LOG";
            case 7 -> "SCMP_ACT_TRACE";
            case 8 -> "SCMP_ACT_KILL_PROCESS";
            default -> "SCMP_ACT_KILL";
        };
    }

    private static @Nullable Integer errnoFor(String action) {
        return action.equals("SCMP_ACT_ERRNO") || action.equals("SCMP_ACT_TRACE") ? 7 : null;
    }
}
