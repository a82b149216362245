package io.jdock.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Native memory through which one thread writes many arrays to descriptors. {@link StreamCalls#write} takes new memory for
 * each call, which shows when a layer has ten thousand files.
 */
public final class WriteBuffer implements AutoCloseable {

    private final int capacity;
    private final Pointer memory;

    /** @param capacity bytes handed to the kernel at once */
    public WriteBuffer(int capacity) {
        this.capacity = capacity;
        this.memory = new Pointer(Native.malloc(capacity));
    }

    /**
     * Writes everything at a position of the file, waiting as long as it takes.
     *
     * @throws ErrnoException ENOSPC, EDQUOT, EIO
     */
    public void write(Fd to, long position, byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; ) {
            int piece = Math.min(length - done, capacity);
            memory.write(0, bytes, offset + done, piece);
            done += (int) Syscalls.callRestarting(
                    "write to descriptor " + to,
                    Syscall.PWRITE64,
                    to.number(),
                    Pointer.nativeValue(memory),
                    piece,
                    position + done);
        }
    }

    @Override
    public void close() {
        Native.free(Pointer.nativeValue(memory));
    }
}
