package io.jdock.linux;

/**
 * A system call failed. The message reads "what was attempted: why", as in {@code mount proc on /proc: operation not permitted}.
 *
 * <p>Not part of the tree of errors that leave the engine: whoever knows what the errno means here translates it.
 */
public final class ErrnoException extends RuntimeException {

    private final String attempt;
    private final transient Errno errno;

    public ErrnoException(String attempt, Errno errno) {
        super(attempt + ": " + errno.text());
        this.attempt = attempt;
        this.errno = errno;
    }

    /** What was attempted, on which object. */
    public String attempt() {
        return attempt;
    }

    public Errno errno() {
        return errno;
    }

    /** True if the call failed with this error. */
    public boolean is(Errno other) {
        return errno == other;
    }
}
