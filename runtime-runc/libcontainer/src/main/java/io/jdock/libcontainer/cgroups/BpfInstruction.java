package io.jdock.libcontainer.cgroups;

import java.nio.ByteBuffer;

/**
 * One instruction of extended BPF, {@code struct bpf_insn}.
 *
 * @param code operation
 * @param target register 0 to 10
 * @param source register 0 to 10
 * @param offset of memory, or the distance of a jump from the next instruction
 * @param immediate operand
 * @see <a href="https://docs.kernel.org/bpf/standardization/instruction-set.html">the instruction set</a>
 */
record BpfInstruction(int code, int target, int source, int offset, int immediate) {

    static final int SIZE = 8;

    private static final int LDX_MEM_W = 0x61;
    private static final int ALU_AND_K = 0x54;
    private static final int ALU_MOV_X = 0xbc;
    private static final int ALU_RSH_K = 0x74;
    private static final int MOV64_K = 0xb7;
    private static final int JNE32_K = 0x56;
    private static final int JNE32_X = 0x5e;
    private static final int EXIT = 0x95;

    /** {@code target = *(u32 *) (source + offset)}. */
    static BpfInstruction load(int target, int source, int offset) {
        return new BpfInstruction(LDX_MEM_W, target, source, offset, 0);
    }

    static BpfInstruction and(int target, int mask) {
        return new BpfInstruction(ALU_AND_K, target, 0, 0, mask);
    }

    static BpfInstruction copy(int target, int source) {
        return new BpfInstruction(ALU_MOV_X, target, source, 0, 0);
    }

    static BpfInstruction shiftRight(int target, int bits) {
        return new BpfInstruction(ALU_RSH_K, target, 0, 0, bits);
    }

    static BpfInstruction set(int target, int value) {
        return new BpfInstruction(MOV64_K, target, 0, 0, value);
    }

    static BpfInstruction jumpUnlessEqual(int register, int value, int distance) {
        return new BpfInstruction(JNE32_K, register, 0, distance, value);
    }

    static BpfInstruction jumpUnlessSame(int register, int other, int distance) {
        return new BpfInstruction(JNE32_X, register, other, distance, 0);
    }

    static BpfInstruction exit() {
        return new BpfInstruction(EXIT, 0, 0, 0, 0);
    }

    void writeTo(ByteBuffer out) {
        out.put((byte) code)
                .put((byte) (source << 4 | target))
                .putShort((short) offset)
                .putInt(immediate);
    }
}
