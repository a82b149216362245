package io.jdock.daemon.supervisor;

import java.util.function.Consumer;

/** What watching a supervisor needs of the connection to it. */
public interface SupervisorConnection {

    /**
     * Connects to a supervisor that is there, or is just about to answer.
     *
     * @throws io.jdock.errdefs.EngineException when it does not answer within seconds
     */
    void awaitServing();

    /** The process id of the supervisor that answers now. */
    long pid();

    /**
     * Blocks until the supervisor has gone.
     *
     * @param whenWatched run here once nothing of what follows can be missed
     * @param onOutOfMemory called here with the ID of each container that runs out of memory
     */
    void follow(Runnable whenWatched, Consumer<String> onOutOfMemory) throws InterruptedException;
}
