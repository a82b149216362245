package io.jdock.runc.process;

import java.util.List;
import java.util.Map;

/**
 * Sockets that whoever started us has opened for the program: from descriptor 3 on, if {@code LISTEN_PID} says that they are
 * meant for us.
 *
 * @param count how many
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html">sd_listen_fds(3)</a>
 */
public record ListenedSockets(int count) {

    private static final ListenedSockets NONE = new ListenedSockets(0);

    /** Ours. */
    public static ListenedSockets current() {
        Map<String, String> environment = System.getenv();
        // To ask for our number starts threads, and hardly ever is there a reason to.
        return environment.containsKey("LISTEN_FDS")
                ? of(environment, ProcessHandle.current().pid())
                : NONE;
    }

    /** Those of a process. @param environment its variables */
    static ListenedSockets of(Map<String, String> environment, long pid) {
        boolean ours = environment.getOrDefault("LISTEN_PID", "").equals(Long.toString(pid));
        return new ListenedSockets(ours ? number(environment.getOrDefault("LISTEN_FDS", "")) : 0);
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            // As sd_listen_fds(3) has it, what is no number means none.
            return 0;
        }
    }

    /** What the program, the first one in its pid namespace, is told of them. */
    public List<String> environment() {
        return count == 0 ? List.of() : List.of("LISTEN_FDS=" + count, "LISTEN_PID=1");
    }
}
