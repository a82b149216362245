package io.jdock.supervisor.tasks;

import io.jdock.shim.Shim;
import io.jdock.supervisor.stdio.StdioHub;

/**
 * A process that exists, or existed until its shim is released.
 *
 * @param start how it gets going
 */
record Launched(Shim shim, StdioHub stdio, Start start) {

    /** Lets go of everything; what the process left unread in its pipes is lost. */
    void release() {
        start.close();
        stdio.close();
        shim.release();
        shim.close();
    }
}
