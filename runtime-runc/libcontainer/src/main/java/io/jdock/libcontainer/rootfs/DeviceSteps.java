package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.fchownat;
import static io.jdock.linux.batch.FileSteps.mknodat;
import static io.jdock.linux.batch.FileSteps.statx;
import static io.jdock.linux.batch.FileSteps.symlinkat;
import static io.jdock.linux.batch.FileSteps.unlinkat;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.FileStatus;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fills {@code /dev}. The launcher's umask must be 0. */
final class DeviceSteps {

    private static final int TYPE_MASK = 0170000;

    private record Link(String name, String target) {}

    private static final List<Link> LINKS = List.of(
            new Link("fd", "/proc/self/fd"),
            new Link("stdin", "/proc/self/fd/0"),
            new Link("stdout", "/proc/self/fd/1"),
            new Link("stderr", "/proc/self/fd/2"),
            new Link("ptmx", "pts/ptmx"));

    private final InRoot inRoot;
    private final BorrowedDevices borrowed;

    DeviceSteps(InRoot inRoot, BorrowedDevices borrowed) {
        this.inRoot = inRoot;
        this.borrowed = borrowed;
    }

    /** Makes the nodes, or mounts those that were borrowed, and the usual links. */
    void add(Exchange exchange, List<DeviceNode> nodes) {
        if (nodes.isEmpty()) {
            return;
        }
        Batch batch = exchange.batch();
        Expectations expect = exchange.expect();
        for (DeviceNode node : nodes) {
            if (!borrowed.mount(batch, node)) {
                make(batch, node, expect);
            }
        }
        Slot dev = inRoot.makeParents(batch, InnerPath.parse("/dev/fd"), "make links in /dev");
        // What an image has there is of no use here: only our own devpts has terminals.
        expect.add(batch, unlinkat(dev, "ptmx", 0), Errno.ENOENT);
        for (Link link : links()) {
            expect.add(batch, symlinkat(link.target(), dev, link.name()), Errno.EEXIST);
        }
        inRoot.closeParent(batch);
    }

    private static List<Link> links() {
        if (!Files.exists(Path.of("/proc/kcore"))) {
            return LINKS;
        }
        List<Link> links = new ArrayList<>(LINKS);
        links.add(new Link("core", "/proc/kcore"));
        return links;
    }

    private void make(Batch batch, DeviceNode node, Expectations expect) {
        Slot parent = inRoot.makeParents(batch, node.path(), "make device " + node.path());
        String name = node.path().name();
        expect.add(batch, mknodat(parent, name, node.mode(), node.device()), Errno.EEXIST);
        // What an image has there already is fine if it is just that device.
        batch.add(statx(parent, name, At.SYMLINK_NOFOLLOW, expect.status(found -> requireSame(node, found))));
        batch.add(fchownat(parent, name, node.uid(), node.gid(), At.SYMLINK_NOFOLLOW));
        inRoot.closeParent(batch);
    }

    static void requireSame(DeviceNode node, FileStatus found) {
        if ((found.mode() & TYPE_MASK) != (node.mode() & TYPE_MASK) || found.device() != node.device()) {
            throw new InvalidArgumentException(
                    "make device %s: something else is there already".formatted(node.path()));
        }
    }
}
