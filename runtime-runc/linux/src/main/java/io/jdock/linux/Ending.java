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

    private static String name(int signal) {
        return switch (signal) {
            case 6 -> "aborted";
            case 9 -> "killed";
            case 11 -> "segmentation fault";
            case 15 -> "terminated";
            default -> Integer.toString(signal);
        };
    }
}
