package io.jdock.linux.batch;

/** Hands out the registers of one trampoline, each once. For one thread. */
public final class Slots {

    private int next;

    /** A register that nothing else uses. */
    public Slot next(String name) {
        return new Slot(next++, name);
    }
}
