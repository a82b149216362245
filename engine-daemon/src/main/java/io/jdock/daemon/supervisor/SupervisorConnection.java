package io.jdock.daemon.supervisor;

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

    /** Blocks until the supervisor has gone. */
    void awaitEnd() throws InterruptedException;
}
