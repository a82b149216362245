package io.jdock.supervisor.tasks;

/** How a process that was launched gets going. */
sealed interface Start extends AutoCloseable permits GateStart, VerbStart, ExecStart {

    /**
     * Has the process execute its program, and waits until it has.
     *
     * @throws io.jdock.errdefs.EngineException saying why it could not; the process then ends
     */
    void run();

    /** Sees to it that a start which a predecessor announced happens, be it that this had happened already. */
    void again();

    /** Ends a process that was not started. */
    void abandon();

    @Override
    void close();
}
