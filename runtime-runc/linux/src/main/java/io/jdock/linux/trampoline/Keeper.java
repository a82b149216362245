package io.jdock.linux.trampoline;

/** Who stands by a launcher until its exec. It decides which descriptors the launcher holds, and who tells what became of it. */
public sealed interface Keeper {

    /** A shim: it holds gate and exit file, takes the terminal, and the launcher ends with it. */
    record Shim() implements Keeper {}

    /**
     * Nobody: whoever made the launcher ends, and any process that finds it again starts it. It holds both ends of its own link.
     *
     * @param passed how many descriptors from 3 on are to reach the program
     */
    record Nobody(int passed) implements Keeper {}
}
