package io.jdock.libcontainer.rootfs;

import java.nio.file.Path;

/** A machine on which everything but what is called {@code file} is a directory. */
record TestHost(boolean mayMakeDevices, boolean hasSelinux) implements Host {

    TestHost() {
        this(true, false);
    }

    @Override
    public boolean isDirectory(Path path) {
        return !path.endsWith("file");
    }
}
