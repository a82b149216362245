package io.jdock.libcontainer.rootfs;

import java.nio.file.Path;

/** A machine on which everything but what is called {@code file} is a directory. */
record TestHost(boolean mayMakeDevices) implements Host {

    TestHost() {
        this(true);
    }

    @Override
    public boolean isDirectory(Path path) {
        return !path.endsWith("file");
    }

    @Override
    public Path mountPointOf(Path path) {
        return Path.of("/");
    }
}
