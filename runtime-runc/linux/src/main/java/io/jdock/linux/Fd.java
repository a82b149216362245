package io.jdock.linux;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file descriptor that this process owns. Closing it twice is harmless; using it after that is an error, never a use of
 * somebody else's descriptor that got the same number.
 *
 * <p>Everything in jdock opens descriptors with {@code O_CLOEXEC}.
 */
public final class Fd implements AutoCloseable {

    private static final int CLOSED = -1;

    private final AtomicInteger number;

    private Fd(int number) {
        this.number = new AtomicInteger(number);
    }

    /** Takes over the ownership of a descriptor that a system call returned. */
    public static Fd owning(long number) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("not a file descriptor: " + number);
        }
        return new Fd((int) number);
    }

    /**
     * The number to hand to the kernel.
     *
     * @throws IllegalStateException once closed
     */
    public int number() {
        int current = number.get();
        if (current == CLOSED) {
            throw new IllegalStateException("file descriptor used after it was closed");
        }
        return current;
    }

    public boolean isOpen() {
        return number.get() != CLOSED;
    }

    /** A second descriptor of the same open file. */
    public Fd duplicate() {
        return owning(
                Syscalls.call("duplicate descriptor " + this, Syscall.FCNTL, number(), FcntlCommands.DUPFD_CLOEXEC, 0));
    }

    /** A path under which this descriptor's file can be reached from Java, as long as it stays open. */
    public String procPath() {
        return "/proc/self/fd/" + number();
    }

    @Override
    public void close() {
        int owned = number.getAndSet(CLOSED);
        if (owned != CLOSED) {
            // close(2) frees the number whatever it returns; a second try could hit somebody else's.
            Syscalls.attempt(Syscall.CLOSE, owned);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(number.get());
    }
}
