package io.jdock.daemon;

import sun.misc.Signal;

/**
 * SIGHUP, by which a daemon is asked to read its configuration again. {@code sun.misc.Signal} because the platform has no
 * other way; it is supported for this use (JEP 260). A daemon that was started with the signal ignored, as by nohup, goes on
 * ignoring it.
 */
final class Hangup {

    private Hangup() {}

    /** Runs {@code action} each time, on a thread of its own. */
    static void onEach(Runnable action) {
        Signal.handle(new Signal("HUP"), _ -> action.run());
    }
}
