package io.jdock.libcontainer.namespaces;

import static io.jdock.linux.batch.FileSteps.close;

import io.jdock.linux.OpenFlags;
import io.jdock.linux.Syscall;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.batch.Step;

/** Brings {@code lo} up in a new network namespace; the kernel then gives it its addresses. */
final class Loopback {

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SIOCSIFFLAGS = 0x8914;
    private static final int IFF_UP = 1;

    /** {@code struct ifreq}: the name, then the flags. */
    private static final int IFREQ_SIZE = 40;

    private static final int FLAGS_AT = 16;

    private Loopback() {}

    static void addUp(Batch batch, Slots slots) {
        Slot socket = slots.next("socket");
        Block request = Block.zeroed(IFREQ_SIZE).putShort(0, 'l' | 'o' << 8).putShort(FLAGS_AT, IFF_UP);
        batch.add(Step.of(
                        "make a socket",
                        Syscall.SOCKET,
                        Arg.of(AF_INET),
                        Arg.of(SOCK_DGRAM | OpenFlags.CLOEXEC),
                        Arg.NONE)
                .into(socket));
        batch.add(Step.of("bring lo up", Syscall.IOCTL, socket, Arg.of(SIOCSIFFLAGS), request));
        batch.add(close(socket));
    }
}
