package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.fstatfs;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.FileSteps.openat2;
import static io.jdock.linux.batch.FileSteps.statx;
import static io.jdock.linux.batch.MountSteps.fsconfigCreate;
import static io.jdock.linux.batch.MountSteps.fsconfigString;
import static io.jdock.linux.batch.MountSteps.fsmount;
import static io.jdock.linux.batch.MountSteps.fsopen;
import static io.jdock.linux.batch.MountSteps.mountSetattr;
import static io.jdock.linux.batch.MountSteps.moveMount;
import static io.jdock.linux.batch.MountSteps.openTree;

import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.MountAttr;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Resolve;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.batch.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Masked and read-only paths: first it is found out what is there, then that very thing is covered.
 *
 * <p>A masked file is covered by the host's {@code /dev/null}, opened once and checked to be that device; a masked directory by an
 * empty read-only tmpfs. What does not exist needs no cover.
 */
final class ProtectedPaths {

    private static final long NULL_DEVICE = FileCalls.device(1, 3);
    private static final int STATX_SIZE = 256;
    private static final String PROC = "proc";

    private final Slot root;
    private final Slot proc;
    private final MountLabel label;
    private final Slots slots;
    private final Slot nullDevice;
    private final Slot cover;
    private final Slot fileSystem;
    private final List<Probe> probes = new ArrayList<>();

    /** A path that is looked at, and where its descriptor and status end up. */
    private record Probe(InnerPath path, boolean mask, Slot place, Block status) {}

    ProtectedPaths(Slot root, MountLabel label, Slots slots) {
        this.root = root;
        this.label = label;
        this.slots = slots;
        this.proc = slots.next("/proc");
        this.nullDevice = slots.next("/dev/null");
        this.cover = slots.next("cover");
        this.fileSystem = slots.next("empty file system");
    }

    /**
     * Opens all places; the host's tree must still be reachable.
     *
     * @param procMounted whether something was mounted on {@code /proc}; then it is a procfs that is to be protected, and not what
     *     somebody who can rename has put there a moment ago, to take it away again
     */
    void probe(
            Batch batch, List<InnerPath> masked, List<InnerPath> readOnly, boolean procMounted, Expectations expect) {
        batch.add(openat(CWD, "/dev/null", OpenFlags.PATH, 0).into(nullDevice));
        batch.add(statx(nullDevice, "", At.EMPTY_PATH, expect.status(ProtectedPaths::requireNullDevice)));
        if (procMounted && Stream.concat(masked.stream(), readOnly.stream()).anyMatch(ProtectedPaths::isInProc)) {
            String purpose = "protect /proc";
            batch.add(openat2(root, PROC, OpenFlags.PATH | OpenFlags.DIRECTORY, 0, InRoot.RESOLVE | Resolve.NO_SYMLINKS)
                    .named(purpose)
                    .into(proc));
            batch.add(fstatfs(proc, purpose, expect.fileSystem(purpose, MountPoint.PROC_MAGIC, true)));
        }
        readOnly.forEach(path -> probe(batch, path, false, procMounted));
        masked.forEach(path -> probe(batch, path, true, procMounted));
    }

    private static boolean isInProc(InnerPath path) {
        return path.names().size() > 1 && path.names().getFirst().equals(PROC);
    }

    private void probe(Batch batch, InnerPath path, boolean mask, boolean procMounted) {
        Probe probe = new Probe(
                path,
                mask,
                slots.next(path.toString()),
                Block.zeroed(STATX_SIZE).returned());
        probes.add(probe);
        Step open = procMounted && isInProc(path)
                ? openat2(proc, path.relative().substring(PROC.length() + 1), OpenFlags.PATH, 0, InRoot.RESOLVE)
                : openat2(root, path.relative(), OpenFlags.PATH, 0, InRoot.RESOLVE);
        batch.add(open.into(probe.place()).tolerant());
        batch.add(statx(probe.place(), "", At.EMPTY_PATH, probe.status()).tolerant());
    }

    /** Covers what the probe found. */
    void cover(Batch batch, Reply found) {
        for (Probe probe : probes) {
            long result = found.result(probe.place());
            if (result >= 0) {
                cover(
                        batch,
                        probe,
                        FileStatus.parse(found.content(probe.status())).isDirectory());
            } else if (!isAbsence(Errno.of(-result))) {
                throw new ErrnoException("protect " + probe.path(), Errno.of(-result));
            }
        }
    }

    private static boolean isAbsence(Errno errno) {
        return errno == Errno.ENOENT || errno == Errno.ENOTDIR;
    }

    private void cover(Batch batch, Probe probe, boolean directory) {
        String purpose = (probe.mask() ? "mask " : "make read-only: ") + probe.path();
        if (!probe.mask()) {
            int flags = MountAttr.OPEN_TREE_CLONE | At.RECURSIVE | At.EMPTY_PATH;
            batch.add(openTree(probe.place(), "", flags).named(purpose).into(cover));
            batch.add(mountSetattr(cover, purpose, MountAttr.RDONLY, 0, 0, At.RECURSIVE)
                    .named(purpose));
        } else if (directory) {
            batch.add(fsopen("tmpfs").named(purpose).into(fileSystem));
            // It stays empty, so it need not be able to hold anything.
            batch.add(fsconfigString(fileSystem, "nr_blocks", "1"), fsconfigString(fileSystem, "nr_inodes", "1"));
            label.configure(batch, fileSystem, "tmpfs");
            batch.add(fsconfigCreate(fileSystem, "tmpfs").named(purpose));
            batch.add(fsmount(fileSystem, "tmpfs", MountAttr.RDONLY)
                    .named(purpose)
                    .into(cover));
        } else {
            batch.add(openTree(nullDevice, "", MountAttr.OPEN_TREE_CLONE | At.EMPTY_PATH)
                    .named(purpose)
                    .into(cover));
        }
        batch.add(moveMount(cover, probe.place(), probe.path().toString()).named(purpose));
    }

    private static void requireNullDevice(FileStatus status) {
        if (!status.isCharacterDevice() || status.device() != NULL_DEVICE) {
            throw new IllegalStateException("/dev/null of the host is not the null device");
        }
    }
}
