package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.openat2;
import static io.jdock.linux.batch.FileSteps.statx;
import static io.jdock.linux.batch.MountSteps.fsconfigCreate;
import static io.jdock.linux.batch.MountSteps.fsconfigFlag;
import static io.jdock.linux.batch.MountSteps.fsconfigReconfigure;
import static io.jdock.linux.batch.MountSteps.fsconfigString;
import static io.jdock.linux.batch.MountSteps.fsmount;
import static io.jdock.linux.batch.MountSteps.fsopen;
import static io.jdock.linux.batch.MountSteps.fspick;
import static io.jdock.linux.batch.MountSteps.mountSetattr;

import io.jdock.linux.At;
import io.jdock.linux.FileStatus;
import io.jdock.linux.MountAttr;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.batch.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * New file systems, and changes of those that are there. A new one is prepared detached, with all its attributes, and then
 * attached, so that there is no moment when it is visible with the wrong ones.
 */
final class FileSystemMounts {

    private static final InnerPath DEV = InnerPath.parse("/dev");
    private static final int PERMISSIONS = 07777;

    private final InRoot inRoot;
    private final MountPoint point;
    private final MountLabel label;
    private final Slots slots;
    private final Slot fileSystem;
    private final Slot covered;

    /** Made read-only at the very end, because mount points or devices are still to be made inside. */
    private final List<Step> late;

    FileSystemMounts(InRoot inRoot, MountPoint point, MountLabel label, Slots slots, List<Step> late) {
        this.inRoot = inRoot;
        this.point = point;
        this.label = label;
        this.slots = slots;
        this.fileSystem = slots.next("file system");
        this.covered = slots.next("what is covered");
        this.late = late;
    }

    /** A new file system at a place. @param source what mountinfo shows as its device */
    void add(Exchange exchange, MountPlan plan, String type, @Nullable String source) {
        boolean covers = type.equals("tmpfs") && !plan.options().hasMode();
        MountOptions all = covers ? withModeOf(exchange, plan.destination(), plan.options()) : plan.options();
        boolean putOff =
                all.readOnly() && (type.equals("tmpfs") || plan.destination().equals(DEV));
        MountOptions options = putOff ? all.without(MountAttr.RDONLY) : all;
        String purpose = "mount " + type + " on " + plan.destination();
        Slot mount = slots.next(purpose);
        Exchange.Placed make = PathMount.isNeeded(options)
                ? (part, place) -> new PathMount(inRoot, point, label)
                        .make(part, plan, place, mount, new PathMount.FileSystem(type, source, options))
                : (part, _) -> make(part.batch(), mount, type, source, options, purpose);
        Exchange.Placed attach = (part, place) -> {
            point.open(part, plan, place, type, purpose);
            point.attach(part.batch(), mount, plan.destination().toString(), purpose);
        };
        if (options.kind() == MountOptions.Kind.COPY_UP) {
            place(exchange, plan, type, make);
            new CopyUp(inRoot, slots).run(exchange, plan.destination(), mount);
            place(exchange, plan, type, attach);
        } else {
            place(exchange, plan, type, (part, place) -> {
                make.add(part, place);
                attach.add(part, place);
            });
        }
        if (putOff) {
            putOffReadOnly(mount, purpose);
        }
    }

    private static void place(Exchange exchange, MountPlan plan, String type, Exchange.Placed what) {
        if (type.equals("proc") || type.equals("sysfs")) {
            exchange.exactlyAt(plan.destination(), what);
        } else {
            exchange.at(plan.destination(), what);
        }
    }

    /** Makes a file system, detached. @param mount where its descriptor goes */
    void make(Batch batch, Slot mount, String type, @Nullable String source, MountOptions options, String purpose) {
        batch.add(fsopen(type).named(purpose).into(fileSystem));
        if (source != null && !source.isEmpty()) {
            batch.add(fsconfigString(fileSystem, "source", source).named(purpose));
        }
        configure(batch, options, purpose);
        label.configure(batch, fileSystem, type);
        if (options.readOnly()) {
            batch.add(fsconfigFlag(fileSystem, "ro").named(purpose));
        }
        batch.add(fsconfigCreate(fileSystem, type).named(purpose));
        batch.add(fsmount(fileSystem, type, options.set()).named(purpose).into(mount));
        batch.add(close(fileSystem));
        label.apply(batch, mount, type);
        Attributes.addOfTree(batch, mount, options, purpose);
    }

    /** Changes a mount that is there, and its file system. */
    void reconfigure(Exchange exchange, MountPlan plan, boolean superblock) {
        String purpose = "remount " + plan.destination();
        Batch batch = exchange.batch();
        inRoot.open(batch, plan.destination(), point.slot(), purpose);
        if (superblock) {
            batch.add(fspick(point.slot()).named(purpose).into(fileSystem));
            configure(batch, plan.options(), purpose);
            batch.add(fsconfigFlag(fileSystem, plan.options().readOnly() ? "ro" : "rw")
                    .named(purpose));
            batch.add(fsconfigReconfigure(fileSystem).named(purpose), close(fileSystem));
        }
        long clear = MountAttr.SINGLE & ~plan.options().set();
        batch.add(mountSetattr(point.slot(), purpose, plan.options().set(), clear | MountAttr.ATIME, 0, 0)
                .named(purpose));
        Attributes.addOfTree(batch, point.slot(), plan.options(), purpose);
        batch.add(close(point.slot()));
    }

    void putOffReadOnly(Slot mount, String purpose) {
        late.add(mountSetattr(mount, purpose, MountAttr.RDONLY, 0, 0, 0).named(purpose));
    }

    private void configure(Batch batch, MountOptions options, String purpose) {
        options.superblock()
                .forEach(option -> batch.add(fsconfigFlag(fileSystem, option).named(purpose + ": option " + option)));
        options.data().forEach(option -> batch.add(configure(option).named(purpose + ": option " + option)));
    }

    private Step configure(String option) {
        int equals = option.indexOf('=');
        return equals < 0
                ? fsconfigFlag(fileSystem, option)
                : fsconfigString(fileSystem, option.substring(0, equals), option.substring(equals + 1));
    }

    /** A tmpfs over a directory has the directory's mode, unless it is told another one. */
    private MountOptions withModeOf(Exchange exchange, InnerPath place, MountOptions options) {
        Block status = Block.zeroed(FileStatus.SIZE).returned();
        exchange.at(
                InnerPath.ROOT,
                (part, _) -> part.batch()
                        .add(openat2(inRoot.root(), place.relative(), OpenFlags.PATH, 0, InRoot.RESOLVE)
                                .into(covered)
                                .tolerant())
                        .add(statx(covered, "", At.EMPTY_PATH, status).tolerant())
                        .add(close(covered).tolerant()));
        Reply reply = exchange.send();
        if (reply.result(covered) < 0) {
            return options;
        }
        int mode = FileStatus.parse(reply.content(status)).mode() & PERMISSIONS;
        return options.after("mode=%o".formatted(mode));
    }
}
