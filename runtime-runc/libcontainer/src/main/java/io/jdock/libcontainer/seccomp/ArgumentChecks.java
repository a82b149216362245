package io.jdock.libcontainer.seccomp;

import java.util.List;

/**
 * The part of a filter that looks at the arguments of one system call.
 *
 * <p>The kernel's filter machine has 32-bit words, so that each 64-bit comparison is one of the upper halves and, where those
 * are equal, one of the lower.
 */
final class ArgumentChecks {

    /** {@code offsetof(struct seccomp_data, args)}; both architectures are little-endian: lower half first. */
    private static final int ARGS = 16;

    private final Code code;

    private ArgumentChecks(Code code) {
        this.code = code;
    }

    /** Prepends instructions that always answer. */
    static void prependTo(Code code, Verdict verdict) {
        code.prepend(Instruction.answer(verdict.fallback()));
        ArgumentChecks checks = new ArgumentChecks(code);
        List<Verdict.Case> cases = verdict.cases();
        for (int i = cases.size() - 1; i >= 0; i--) {
            checks.prepend(cases.get(i));
        }
    }

    /** Answers if all conditions hold, otherwise goes on with what follows. */
    private void prepend(Verdict.Case each) {
        int next = code.size();
        code.prepend(Instruction.answer(each.action()));
        List<Condition> conditions = each.conditions();
        for (int i = conditions.size() - 1; i >= 0; i--) {
            prepend(conditions.get(i), next);
        }
    }

    /** Goes on with what follows if the condition holds, otherwise jumps to {@code next}. */
    private void prepend(Condition condition, int next) {
        int holds = code.size();
        int low = ARGS + 8 * condition.index();
        compareLow(condition.comparison(), (int) condition.value(), next);
        load(low, (int) condition.mask());
        if (condition.narrow()) {
            return;
        }
        int highMask = (int) (condition.mask() >>> Integer.SIZE);
        if (highMask != 0) {
            compareHigh(condition.comparison(), (int) (condition.value() >>> Integer.SIZE), holds, next);
            load(low + 4, highMask);
        }
    }

    private void load(int offset, int mask) {
        if (mask != -1) {
            code.prepend(Instruction.and(mask));
        }
        code.prepend(Instruction.load(offset));
    }

    private void compareLow(Comparison comparison, int value, int next) {
        int away = code.distanceTo(next);
        code.prepend(
                switch (comparison) {
                    case EQUAL, MASKED_EQUAL -> Instruction.ifEqual(value, 0, away);
                    case NOT_EQUAL -> Instruction.ifEqual(value, away, 0);
                    case GREATER -> Instruction.ifGreater(value, 0, away);
                    case GREATER_OR_EQUAL -> Instruction.ifAtLeast(value, 0, away);
                    case LESS -> Instruction.ifAtLeast(value, away, 0);
                    case LESS_OR_EQUAL -> Instruction.ifGreater(value, away, 0);
                });
    }

    /** Where the upper halves are equal, the lower ones decide, whose comparison follows. */
    private void compareHigh(Comparison comparison, int value, int holds, int next) {
        switch (comparison) {
            case EQUAL, MASKED_EQUAL -> code.prepend(Instruction.ifEqual(value, 0, code.distanceTo(next)));
            case NOT_EQUAL -> code.prepend(Instruction.ifEqual(value, 0, code.distanceTo(holds)));
            case GREATER, GREATER_OR_EQUAL -> {
                code.prepend(Instruction.ifEqual(value, 0, code.distanceTo(next)));
                code.prepend(Instruction.ifGreater(value, code.distanceTo(holds), 0));
            }
            case LESS, LESS_OR_EQUAL -> {
                code.prepend(Instruction.ifEqual(value, 0, code.distanceTo(holds)));
                code.prepend(Instruction.ifGreater(value, code.distanceTo(next), 0));
            }
        }
    }
}
