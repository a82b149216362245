package io.jdock.libcontainer.seccomp;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.SyscallArg;
import java.util.ArrayList;
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

    private ArgumentChecks() {}

    /** Instructions that always answer. */
    static List<Instruction> compile(Verdict verdict) {
        List<Instruction> all = new ArrayList<>();
        for (Verdict.Case each : verdict.cases()) {
            all.addAll(compile(each));
        }
        all.add(Instruction.answer(verdict.fallback()));
        return all;
    }

    /** Answers if all conditions hold, otherwise runs off its end. */
    private static List<Instruction> compile(Verdict.Case each) {
        List<Instruction> all = List.of(Instruction.answer(each.action()));
        // From the last condition to the first: each one's way out is to skip all that comes after it.
        for (Verdict.Condition condition : each.conditions().reversed()) {
            List<Instruction> longer = new ArrayList<>(compile(condition, all.size()));
            longer.addAll(all);
            all = longer;
        }
        return all;
    }

    /** Runs off its end if the condition holds, otherwise skips {@code skipped} more instructions. */
    private static List<Instruction> compile(Verdict.Condition condition, int skipped) {
        SyscallArg arg = condition.argument();
        int low = ARGS + 8 * arg.index();
        int high = low + 4;
        if (arg.op().equals("SCMP_CMP_MASKED_EQ")) {
            return maskedEqual(arg, low, condition.narrow(), skipped);
        }
        Word word = new Word(low, (int) arg.value(), skipped);
        if (condition.narrow()) {
            return arg.value() >>> 32 == 0 ? word.compare(arg.op()) : constant(arg, skipped);
        }
        List<Instruction> lowPart = word.compare(arg.op());
        int skipLow = lowPart.size();
        int highValue = (int) (arg.value() >>> 32);
        List<Instruction> all = new ArrayList<>();
        all.add(Instruction.load(high));
        switch (arg.op()) {
            case "SCMP_CMP_EQ" -> all.add(Instruction.ifEqual(highValue, 0, skipLow + skipped));
            case "SCMP_CMP_NE" -> all.add(Instruction.ifEqual(highValue, 0, skipLow));
            case "SCMP_CMP_GT", "SCMP_CMP_GE" -> {
                all.add(Instruction.ifGreater(highValue, skipLow + 1, 0));
                all.add(Instruction.ifEqual(highValue, 0, skipLow + skipped));
            }
            case "SCMP_CMP_LT", "SCMP_CMP_LE" -> {
                all.add(Instruction.ifGreater(highValue, 1 + skipLow + skipped, 0));
                all.add(Instruction.ifEqual(highValue, 0, skipLow));
            }
            default -> throw unknown(arg);
        }
        all.addAll(lowPart);
        return all;
    }

    private static List<Instruction> maskedEqual(SyscallArg arg, int low, boolean narrow, int skipped) {
        List<Instruction> lowPart = List.of(
                Instruction.load(low),
                Instruction.and((int) arg.value()),
                Instruction.ifEqual((int) arg.valueTwo(), 0, skipped));
        int highMask = (int) (arg.value() >>> 32);
        int highValue = (int) (arg.valueTwo() >>> 32);
        if (narrow || highMask == 0 && highValue == 0) {
            return lowPart;
        }
        List<Instruction> all = new ArrayList<>();
        all.add(Instruction.load(low + 4));
        all.add(Instruction.and(highMask));
        all.add(Instruction.ifEqual(highValue, 0, lowPart.size() + skipped));
        all.addAll(lowPart);
        return all;
    }

    /** A 32-bit argument against a larger number: the answer is known without looking. */
    private static List<Instruction> constant(SyscallArg arg, int skipped) {
        return switch (arg.op()) {
            case "SCMP_CMP_NE", "SCMP_CMP_LT", "SCMP_CMP_LE" -> List.of();
            case "SCMP_CMP_EQ", "SCMP_CMP_GT", "SCMP_CMP_GE" -> List.of(Instruction.jump(skipped));
            default -> throw unknown(arg);
        };
    }

    private static InvalidArgumentException unknown(SyscallArg arg) {
        return new InvalidArgumentException("seccomp: unknown comparison \"%s\"".formatted(arg.op()));
    }

    /** Comparison of one 32-bit word; falls through if it holds. */
    private record Word(int offset, int value, int skipped) {

        List<Instruction> compare(String op) {
            Instruction test = switch (op) {
                case "SCMP_CMP_EQ" -> Instruction.ifEqual(value, 0, skipped);
                case "SCMP_CMP_NE" -> Instruction.ifEqual(value, skipped, 0);
                case "SCMP_CMP_GT" -> Instruction.ifGreater(value, 0, skipped);
                case "SCMP_CMP_GE" -> Instruction.ifAtLeast(value, 0, skipped);
                case "SCMP_CMP_LT" -> Instruction.ifAtLeast(value, skipped, 0);
                case "SCMP_CMP_LE" -> Instruction.ifGreater(value, skipped, 0);
                default -> throw new InvalidArgumentException("seccomp: unknown comparison \"%s\"".formatted(op));
            };
            return List.of(Instruction.load(offset), test);
        }
    }
}
