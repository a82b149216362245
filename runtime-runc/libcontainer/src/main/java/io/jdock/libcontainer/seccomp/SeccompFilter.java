package io.jdock.libcontainer.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A compiled filter.
 *
 * @param instructions at most 4096, in order
 * @param flags {@code SECCOMP_FILTER_FLAG_…} bits of seccomp(2)
 * @param listener who decides about some calls, if the filter asks somebody
 */
public record SeccompFilter(List<Instruction> instructions, long flags, Optional<Listener> listener) {

    /** {@code BPF_MAXINSNS}. */
    static final int MOST_INSTRUCTIONS = 4096;

    private static final int INSTRUCTION_SIZE = 8;

    /**
     * An agent that is sent the descriptor through which it is asked.
     *
     * @param path its unix socket
     * @param metadata handed on to it, or empty
     */
    public record Listener(String path, String metadata) {}

    public SeccompFilter {
        instructions = List.copyOf(instructions);
        if (instructions.size() > MOST_INSTRUCTIONS) {
            throw new IllegalArgumentException("a filter of %d instructions; the kernel takes %d"
                    .formatted(instructions.size(), MOST_INSTRUCTIONS));
        }
    }

    /** The array of {@code struct sock_filter}. */
    public byte[] bytes() {
        ByteBuffer out =
                ByteBuffer.allocate(INSTRUCTION_SIZE * instructions.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (Instruction each : instructions) {
            out.putShort((short) each.code());
            out.put((byte) each.ifTrue()).put((byte) each.ifFalse());
            out.putInt(each.k());
        }
        return out.array();
    }
}
