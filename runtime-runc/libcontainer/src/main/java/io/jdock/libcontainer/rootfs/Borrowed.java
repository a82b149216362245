package io.jdock.libcontainer.rootfs;

import io.jdock.errdefs.InternalException;
import io.jdock.linux.Fd;
import io.jdock.linux.PidFd;
import io.jdock.linux.trampoline.Launcher;

/** Numbers that a launcher gives to descriptors which we take from it, because something has to be done that no batch can do. */
final class Borrowed {

    /** The root of the container. */
    static final int ROOT = 900;

    /** The file system with the container's device nodes. */
    static final int DEVICES = 901;

    /** A directory to copy, and where it is copied to. */
    static final int COPY_FROM = 902;

    static final int COPY_TO = 903;

    /** A user namespace. Not taken, but it has to have a number that is known when the batch is made. */
    static final int USER_NAMESPACE = 904;

    /** A mount point that mount(2) reaches through its number. */
    static final int MOUNT_POINT = 905;

    private Borrowed() {}

    static Fd take(Launcher launcher, int number) {
        try (PidFd process =
                PidFd.open(launcher.pid()).orElseThrow(() -> new InternalException("the launcher has ended"))) {
            return process.take(number);
        }
    }
}
