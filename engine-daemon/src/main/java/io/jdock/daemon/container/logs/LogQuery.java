package io.jdock.daemon.container.logs;

/**
 * Which part of a log is wanted.
 *
 * @param since nanoseconds since 1970; earlier lines are left out
 * @param until nanoseconds since 1970; later lines are left out
 * @param tail number of lines at the end; {@link #ALL} for every one
 * @param timestamps each line starts with its time
 */
public record LogQuery(boolean stdout, boolean stderr, long since, long until, long tail, boolean timestamps) {

    /** No limit on the number of lines. */
    public static final long ALL = -1;

    /** Everything that was written. */
    public static LogQuery everything(boolean stdout, boolean stderr) {
        return new LogQuery(stdout, stderr, Long.MIN_VALUE, Long.MAX_VALUE, ALL, false);
    }

    boolean hasTimes() {
        return since != Long.MIN_VALUE || until != Long.MAX_VALUE;
    }
}
