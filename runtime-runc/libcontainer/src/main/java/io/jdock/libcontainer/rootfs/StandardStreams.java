package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.openat2;
import static io.jdock.linux.batch.FileSteps.statx;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import java.util.ArrayList;
import java.util.List;

/**
 * The descriptors 0 to 2 of a launcher. Those that are the host's {@code /dev/null} are exchanged for the container's own: a
 * descriptor is a handle on the file system that it was opened in.
 */
final class StandardStreams {

    private static final long NULL_DEVICE = FileCalls.device(1, 3);
    private static final int STATX_SIZE = 256;

    private final Slot own;
    private final List<Block> found = new ArrayList<>();

    StandardStreams(Slots slots) {
        this.own = slots.next("the container's /dev/null");
    }

    void probe(Batch batch) {
        for (int fd = 0; fd <= 2; fd++) {
            Block status = Block.zeroed(STATX_SIZE).returned();
            batch.add(statx(Arg.fd(fd), "", At.EMPTY_PATH, status));
            found.add(status);
        }
    }

    /** Exchanges what the probe found; the numbers of the other streams are returned. */
    List<Integer> exchange(Batch batch, Reply probed, Slot root, Expectations expect) {
        List<Integer> others = new ArrayList<>();
        boolean opened = false;
        for (int fd = 0; fd <= 2; fd++) {
            if (!isNullDevice(FileStatus.parse(probed.content(found.get(fd))))) {
                others.add(fd);
                continue;
            }
            if (!opened) {
                open(batch, root, expect);
                opened = true;
            }
            batch.add(dup3(own, fd));
        }
        return others;
    }

    private void open(Batch batch, Slot root, Expectations expect) {
        int flags = OpenFlags.RDWR | OpenFlags.NONBLOCK | OpenFlags.NOCTTY;
        batch.add(openat2(root, "dev/null", flags, 0, InRoot.RESOLVE).into(own));
        batch.add(statx(own, "", At.EMPTY_PATH, expect.status(status -> {
            if (!isNullDevice(status)) {
                throw new InvalidArgumentException("/dev/null of the container is not the null device");
            }
        })));
    }

    private static boolean isNullDevice(FileStatus status) {
        return status.isCharacterDevice() && status.device() == NULL_DEVICE;
    }
}
