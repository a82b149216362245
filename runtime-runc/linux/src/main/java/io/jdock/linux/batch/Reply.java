package io.jdock.linux.batch;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** What became of a batch. An entry that was not reached has no result. */
public final class Reply {

    private final byte[] message;
    private final Program program;

    Reply(byte[] message, Program program) {
        this.message = message;
        this.program = program;
    }

    /** The step that failed and stopped the batch, or nothing if the batch came to an end. */
    public Optional<Step> failedStep() {
        // Stopped at a clone: that was the parent on its way out, not a failure.
        return program.entry(stoppedAt()).filter(step -> result(stoppedAt()) < 0);
    }

    /**
     * Checks that the batch came to an end.
     *
     * @throws ErrnoException with the name of the step that failed
     */
    public Reply requireDone() {
        failedStep().ifPresent(step -> {
            throw new ErrnoException(step.name(), Errno.of(-result(stoppedAt())));
        });
        return this;
    }

    /** The result of the step that stores into this slot: what the call returned, or a negated errno. */
    public long result(Slot slot) {
        int index = program.indexOfResult(slot);
        if (index > stoppedAt()) {
            throw new IllegalStateException("the step for slot %s was not reached".formatted(slot.name()));
        }
        return result(index);
    }

    /** The content of a block that was asked for with {@link Block#returned}. */
    public byte[] content(Block block) {
        return program.content(message, block);
    }

    /** The index of the entry where the trampoline stopped. */
    public int stoppedAt() {
        return stoppedAt(message);
    }

    private static int stoppedAt(byte[] message) {
        return (int) ((number(message, 8) - Layout.entryAddress(0)) / Layout.ENTRY);
    }

    /**
     * Where a batch stopped, for whoever has a reply but not the batch.
     *
     * @param entry the index of the entry
     * @param result what its call returned, or a negated errno
     */
    public record Stop(int entry, long result) {

        /** Reads the reply to any batch. */
        public static Stop of(byte[] message) {
            int entry = stoppedAt(message);
            return new Stop(entry, number(message, Layout.HEADER + Layout.ENTRY * entry));
        }
    }

    /** The result of the entry with this index, which must have been reached. */
    public long result(int index) {
        return number(Layout.HEADER + Layout.ENTRY * index);
    }

    private long number(int offset) {
        return number(message, offset);
    }

    private static long number(byte[] message, int offset) {
        return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getLong(offset);
    }
}
