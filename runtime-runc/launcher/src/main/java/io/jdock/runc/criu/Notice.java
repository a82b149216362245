package io.jdock.runc.criu;

import io.jdock.linux.Fd;
import java.util.Optional;

/**
 * A point that criu has come to; it waits until it is answered.
 *
 * @param script the point's name
 * @param pid the container's first process where that is what it is about, else 0
 * @param descriptor the master of a terminal where that is what it is about
 */
public record Notice(String script, int pid, Optional<Fd> descriptor) {

    static final int SCRIPT = 1;
    static final int PID = 2;

    /** Its processes have their rights and stand still, and criu takes no answer any more. */
    private static final String PRE_RESUME = "pre-resume";

    private static final String POST_RESUME = "post-resume";

    /** Whether criu goes on whatever it is answered. */
    boolean isTooLateToRefuse() {
        return script.equals(PRE_RESUME) || script.equals(POST_RESUME);
    }
}
