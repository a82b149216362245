package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.mknodat;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.FileSteps.statx;
import static io.jdock.linux.batch.MountSteps.fsconfigCreate;
import static io.jdock.linux.batch.MountSteps.fsmount;
import static io.jdock.linux.batch.MountSteps.fsopen;
import static io.jdock.linux.batch.MountSteps.moveMount;
import static io.jdock.linux.batch.MountSteps.openTree;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.namespaces.IdMap;
import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.MountAttr;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Launcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Device nodes that a container is given because it cannot make them: {@link DeviceSource#STAGED} or the host's own. */
final class BorrowedDevices {

    private final DeviceSource source;
    private final MountPoint point;
    private final Slots slots;
    private final Slot fileSystem;
    private final Slot stage;
    private final Map<DeviceNode, Slot> nodes = new LinkedHashMap<>();

    BorrowedDevices(DeviceSource source, MountPoint point, Slots slots) {
        this.source = source;
        this.point = point;
        this.slots = slots;
        this.fileSystem = slots.next("file system of devices");
        this.stage = slots.next("devices");
    }

    /** Gets them ready, with the host's rights. @param place a directory whose content the container will never see */
    void take(Exchange exchange, List<DeviceNode> wanted, String place) {
        List<DeviceNode> real = wanted.stream().filter(DeviceNode::isDevice).toList();
        switch (source) {
            case MADE -> {}
            case STAGED -> {
                stage(exchange.batch(), place);
                real.forEach(node -> makeOnStage(exchange.batch(), node));
            }
            case HOST -> real.forEach(node -> openHosts(exchange.batch(), node, exchange.expect()));
        }
    }

    /** Mounts a node in the container; false if it was not borrowed. */
    boolean mount(Batch batch, DeviceNode node) {
        Slot mount = nodes.get(node);
        if (mount == null) {
            return false;
        }
        point.attach(batch, mount, node.path(), false, "mount device " + node.path());
        return true;
    }

    /** Gives staged nodes to their owners, once it is known who that is. @param launcher the one that has them */
    void own(Launcher launcher, IdMap uids, IdMap gids) {
        if (source != DeviceSource.STAGED || nodes.isEmpty()) {
            return;
        }
        try (Fd directory = Borrowed.take(launcher, Borrowed.DEVICES)) {
            for (DeviceNode node : nodes.keySet()) {
                int uid = outside(uids, node.uid(), node);
                int gid = outside(gids, node.gid(), node);
                FileCalls.fchownat(directory.number(), name(node), uid, gid, At.SYMLINK_NOFOLLOW);
            }
        }
    }

    private static int outside(IdMap map, int id, DeviceNode node) {
        return (int) map.outside(Integer.toUnsignedLong(id))
                .orElseThrow(() -> new InvalidArgumentException(
                        "device %s: its owner %d is not mapped into the user namespace".formatted(node.path(), id)));
    }

    /** It has to be attached somewhere: a mount can only be copied out of the tree. */
    private void stage(Batch batch, String place) {
        Slot target = slots.next("stage");
        batch.add(fsopen("tmpfs").into(fileSystem), fsconfigCreate(fileSystem, "tmpfs"));
        batch.add(fsmount(fileSystem, "tmpfs", 0).into(stage), close(fileSystem));
        batch.add(dup3(stage, Borrowed.DEVICES, OpenFlags.CLOEXEC));
        batch.add(openat(CWD, place, OpenFlags.PATH | OpenFlags.DIRECTORY, 0).into(target));
        batch.add(moveMount(stage, target, place));
    }

    private void makeOnStage(Batch batch, DeviceNode node) {
        String purpose = "make device " + node.path();
        Slot slot = slots.next(purpose);
        batch.add(mknodat(stage, name(node), node.mode(), node.device()).named(purpose));
        batch.add(openTree(stage, name(node), MountAttr.OPEN_TREE_CLONE)
                .named(purpose)
                .into(slot));
        nodes.put(node, slot);
    }

    private void openHosts(Batch batch, DeviceNode node, Expectations expect) {
        String path = node.path().toString();
        String purpose = "bind mount device " + path;
        Slot slot = slots.next(purpose);
        batch.add(openTree(CWD, path, MountAttr.OPEN_TREE_CLONE).named(purpose).into(slot));
        batch.add(statx(slot, "", At.EMPTY_PATH, expect.status(found -> DeviceSteps.requireSame(node, found))));
        nodes.put(node, slot);
    }

    private static String name(DeviceNode node) {
        return String.join("!", node.path().names());
    }
}
