package io.jdock.libcontainer.rootfs;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileStatus;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Step;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What must hold once a batch has run. A batch cannot decide anything by itself, so it collects what the calls found, and a
 * surprise ends the launch before the container has run a single instruction.
 */
final class Expectations {

    /** Size of {@code struct statx}. */
    private static final int STATX_SIZE = 256;

    /** Size of {@code struct statfs}. */
    private static final int STATFS_SIZE = 120;

    private final List<Consumer<Reply>> checks = new ArrayList<>();

    /** Adds a step of which some failures are no failures. */
    void add(Batch batch, Step step, Errno... accepted) {
        int index = batch.size();
        batch.add(step.tolerant());
        Set<Errno> fine = Set.of(accepted);
        checks.add(reply -> {
            long result = reply.result(index);
            if (result < 0 && !fine.contains(Errno.of(-result))) {
                throw new ErrnoException(step.name(), Errno.of(-result));
            }
        });
    }

    /** A buffer for statx(2) whose content is checked afterwards. */
    Block status(Consumer<FileStatus> check) {
        Block buffer = Block.zeroed(STATX_SIZE).returned();
        checks.add(reply -> check.accept(FileStatus.parse(reply.content(buffer))));
        return buffer;
    }

    /** A buffer for fstatfs(2); the file system's magic number is checked afterwards. */
    Block fileSystem(String what, long magic, boolean wanted) {
        Block buffer = Block.zeroed(STATFS_SIZE).returned();
        checks.add(reply -> {
            long found = ByteBuffer.wrap(reply.content(buffer))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            if (found == magic != wanted) {
                throw new InvalidArgumentException("%s: unexpected file system 0x%x there".formatted(what, found));
            }
        });
        return buffer;
    }

    void check(Reply reply) {
        reply.requireDone();
        checkFound(reply);
    }

    /** The same if the batch stopped, but only after all that this is about. */
    void checkFound(Reply reply) {
        checks.forEach(check -> check.accept(reply));
    }
}
