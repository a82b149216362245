package io.jdock.supervisor.pack;

/** What an archive of a directory is for. */
public enum Manner {
    /** All files as they are; the directory itself is no entry. */
    FILES,
    /**
     * A layer, made of the directory that overlayfs writes to: its whiteouts and opaque directories become those of a layer, and
     * what a runtime put there to mount over is left out.
     */
    LAYER,
    /** The same with everything that is there: nothing was run in it. */
    CHANGES
}
