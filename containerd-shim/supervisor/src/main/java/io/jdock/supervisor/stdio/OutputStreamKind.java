package io.jdock.supervisor.stdio;

import java.util.Locale;

/** The two output streams of a process; with a terminal there is only the first. */
public enum OutputStreamKind {
    STDOUT,
    STDERR;

    /** The name in logs and file names. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
