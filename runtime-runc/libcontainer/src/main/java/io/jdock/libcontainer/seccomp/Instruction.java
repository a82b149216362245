package io.jdock.libcontainer.seccomp;

/**
 * One instruction of classic BPF, {@code struct sock_filter}. Jump distances count from the next instruction.
 *
 * @param code operation
 * @param ifTrue distance when the comparison holds, 0 to 255
 * @param ifFalse distance when it does not, 0 to 255
 * @param k operand
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/filter.html">the kernel's description</a>
 */
record Instruction(int code, int ifTrue, int ifFalse, int k) {

    private static final int LD_W_ABS = 0x20;
    private static final int ALU_AND_K = 0x54;
    private static final int JA = 0x05;
    private static final int JEQ_K = 0x15;
    private static final int JGT_K = 0x25;
    private static final int JGE_K = 0x35;
    private static final int RET_K = 0x06;

    static final int FARTHEST = 255;

    Instruction {
        if (ifTrue < 0 || ifTrue > FARTHEST || ifFalse < 0 || ifFalse > FARTHEST) {
            throw new IllegalArgumentException("jump of %d or %d instructions".formatted(ifTrue, ifFalse));
        }
    }

    /** Loads a word of {@code struct seccomp_data}. */
    static Instruction load(int offset) {
        return new Instruction(LD_W_ABS, 0, 0, offset);
    }

    static Instruction and(int mask) {
        return new Instruction(ALU_AND_K, 0, 0, mask);
    }

    static Instruction jump(int distance) {
        return new Instruction(JA, 0, 0, distance);
    }

    static Instruction ifEqual(int value, int ifTrue, int ifFalse) {
        return new Instruction(JEQ_K, ifTrue, ifFalse, value);
    }

    /** Compares without sign. */
    static Instruction ifGreater(int value, int ifTrue, int ifFalse) {
        return new Instruction(JGT_K, ifTrue, ifFalse, value);
    }

    /** Compares without sign. */
    static Instruction ifAtLeast(int value, int ifTrue, int ifFalse) {
        return new Instruction(JGE_K, ifTrue, ifFalse, value);
    }

    static Instruction answer(Action action) {
        return new Instruction(RET_K, 0, 0, action.value());
    }
}
