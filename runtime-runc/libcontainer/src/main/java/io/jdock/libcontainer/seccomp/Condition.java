package io.jdock.libcontainer.seccomp;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.SyscallArg;
import java.util.List;

/**
 * A condition on one argument of a system call of one convention.
 *
 * @param index 0 to 5
 * @param mask which bits count, for {@link Comparison#MASKED_EQUAL}
 * @param value compared with; without bits that do not count
 * @param narrow whether only the lower 32 bits are looked at
 */
record Condition(int index, Comparison comparison, long mask, long value, boolean narrow)
        implements Comparable<Condition> {

    /** Holds whatever the argument is. */
    static final Condition ALWAYS = new Condition(0, Comparison.GREATER_OR_EQUAL, -1, 0, false);

    /** Cannot hold. */
    static final Condition NEVER = new Condition(0, Comparison.LESS, -1, 0, false);

    private static final long LOW = 0xffffffffL;

    /**
     * Reads a condition as libseccomp does: a convention of 32 bits knows nothing of the upper halves, bits outside a mask do
     * not count, and a mask without bits is no condition.
     *
     * @param kernelIsNarrow whether the kernel looks at the lower 32 bits only though the register carries 64
     * @return {@link #ALWAYS} or {@link #NEVER} if that is known already
     */
    static Condition of(SyscallArg arg, boolean wide, boolean kernelIsNarrow) {
        if (arg.index() < 0 || arg.index() > 5) {
            throw new InvalidArgumentException("seccomp: argument index %d is outside 0 to 5".formatted(arg.index()));
        }
        Comparison comparison = Comparison.named(arg.op());
        boolean masked = comparison == Comparison.MASKED_EQUAL;
        long mask = masked ? arg.value() : -1;
        long value = masked ? arg.valueTwo() & mask : arg.value();
        if (wide && !kernelIsNarrow) {
            return check(new Condition(arg.index(), comparison, mask, value, false));
        }
        if (wide && !isInt(value)) {
            return impossible(comparison);
        }
        if (wide && isOrder(comparison) && value < 0) {
            return impossible(comparison);
        }
        return check(new Condition(arg.index(), comparison, mask & LOW, value & LOW, true));
    }

    private static Condition check(Condition condition) {
        return condition.mask == 0 ? ALWAYS : condition;
    }

    /** An {@code int} against a number that no register of the kernel's holds. */
    private static Condition impossible(Comparison comparison) {
        return switch (comparison) {
            case NOT_EQUAL, LESS, LESS_OR_EQUAL -> ALWAYS;
            case EQUAL, MASKED_EQUAL, GREATER, GREATER_OR_EQUAL -> NEVER;
        };
    }

    private static boolean isOrder(Comparison comparison) {
        return comparison.rank() < Comparison.EQUAL.rank();
    }

    /** A number of 32 bits, or a negative one extended to 64. */
    private static boolean isInt(long value) {
        return value >>> Integer.SIZE == 0 || value == (int) value;
    }

    /** Spelled out, as what the compiler makes of a record takes a cold start milliseconds to link. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Condition that
                && index == that.index
                && comparison == that.comparison
                && mask == that.mask
                && value == that.value
                && narrow == that.narrow;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value) + index;
    }

    /** The order in which libseccomp asks. */
    @Override
    public int compareTo(Condition other) {
        int byIndex = Integer.compare(other.index, index);
        if (byIndex != 0) {
            return byIndex;
        }
        int byRank = Integer.compare(other.comparison.rank(), comparison.rank());
        if (byRank != 0) {
            return byRank;
        }
        int byValue = Long.compareUnsigned(other.value, value);
        return comparison.rank() == Comparison.LESS.rank() ? -byValue : byValue;
    }

    /** Like {@link #compareTo}, one condition after the other; of two equal beginnings the shorter comes first. */
    static int compare(List<Condition> some, List<Condition> others) {
        int common = Math.min(some.size(), others.size());
        for (int i = 0; i < common; i++) {
            int order = some.get(i).compareTo(others.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(some.size(), others.size());
    }
}
