package io.jdock.linux;

/**
 * How a process ended.
 *
 * @param signalled whether by a signal
 * @param number of the signal, or else the exit status
 */
public record Ending(boolean signalled, int number) {

    /** What a status that wait4(2) stored says. */
    public static Ending ofWaitStatus(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? new Ending(false, status >> 8 & 0xff) : new Ending(true, signal);
    }

    public boolean isSuccess() {
        return !signalled && number == 0;
    }

    /** As people know it: "exit status 3", "signal: killed". */
    public String text() {
        return signalled ? "signal: " + name(number) : "exit status " + number;
    }

    /** Those that end a process, as strsignal(3) and Go have them. */
    private static String name(int signal) {
        return switch (signal) {
            case 1 -> "hangup";
            case 2 -> "interrupt";
            case 3 -> "quit";
            case 4 -> "illegal instruction";
            case 5 -> "trace/breakpoint trap";
            case 6 -> "aborted";
            case 7 -> "bus error";
            case 8 -> "floating point exception";
            case 9 -> "killed";
            case 10 -> "user defined signal 1";
            case 11 -> "segmentation fault";
            case 12 -> "user defined signal 2";
            case 13 -> "broken pipe";
            case 14 -> "alarm clock";
            case 15 -> "terminated";
            case 16 -> "stack fault";
            case 24 -> "CPU time limit exceeded";
            case 25 -> "file size limit exceeded";
            case 26 -> "virtual timer expired";
            case 27 -> "profiling timer expired";
            case 29 -> "I/O possible";
            case 30 -> "power failure";
            case 31 -> "bad system call";
            default -> Integer.toString(signal);
        };
    }
}
