package io.jdock.daemon.database;

/** What a committed transaction withstands. */
public enum Durability {
    /** The death of the process at any instant, but not a power cut; waits for no disk. */
    PROCESS("NORMAL"),
    /** A power cut too: the commit returns once the disk has it. */
    POWER("FULL");

    private final String synchronous;

    Durability(String synchronous) {
        this.synchronous = synchronous;
    }

    /**
     * @see <a href="https://www.sqlite.org/pragma.html#pragma_synchronous">PRAGMA synchronous</a>
     */
    String pragma() {
        return "PRAGMA synchronous=" + synchronous;
    }
}
