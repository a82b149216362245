package io.jdock.shim;

import io.jdock.linux.trampoline.Launcher;

/** A started shim and the launcher below it, which waits for its first batch. */
public record Launch(Shim shim, Launcher launcher) {}
