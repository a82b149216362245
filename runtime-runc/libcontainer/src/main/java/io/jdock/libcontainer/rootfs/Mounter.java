package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.fstatfs;
import static io.jdock.linux.batch.FileSteps.mkdirat;
import static io.jdock.linux.batch.FileSteps.openat2;
import static io.jdock.linux.batch.MountSteps.fsconfigCreate;
import static io.jdock.linux.batch.MountSteps.fsconfigFlag;
import static io.jdock.linux.batch.MountSteps.fsconfigString;
import static io.jdock.linux.batch.MountSteps.fsmount;
import static io.jdock.linux.batch.MountSteps.fsopen;
import static io.jdock.linux.batch.MountSteps.mountSetattr;
import static io.jdock.linux.batch.MountSteps.moveMount;
import static io.jdock.linux.batch.MountSteps.openTree;

import io.jdock.linux.At;
import io.jdock.linux.MountAttr;
import io.jdock.linux.MountFlags;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Resolve;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.batch.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes mounts: each one is prepared detached, with all its attributes, and then attached to the opened mount point, so that
 * there is no moment when it is visible with the wrong ones.
 */
final class Mounter {

    /** PROC_SUPER_MAGIC of statfs(2). */
    static final long PROC_MAGIC = 0x9fa0;

    private static final long CLEAR_ACCESS_TIME = MountAttr.ATIME;

    private final InRoot inRoot;
    private final Slots slots;
    private final Slot fileSystem;
    private final Slot target;

    /** Bind mounts that were prepared earlier, when there were rights to open their sources. */
    private final Map<MountPlan, Slot> taken = new IdentityHashMap<>();

    /** Made read-only at the very end, because mount points or devices are still to be made inside. */
    private final List<Step> late = new ArrayList<>();

    Mounter(InRoot inRoot, Slots slots) {
        this.inRoot = inRoot;
        this.slots = slots;
        this.fileSystem = slots.next("file system");
        this.target = slots.next("mount point");
    }

    void add(Batch batch, MountPlan plan, Expectations expect) {
        // Not a switch on the type: its bootstrap would cost a cold start a millisecond.
        if (plan.what() instanceof MountPlan.What.FileSystem(String type, String source)) {
            addFileSystem(batch, plan, type, source, expect);
        } else if (plan.what() instanceof MountPlan.What.Bind(Path source, boolean _)) {
            addBind(batch, plan, source, expect);
        } else if (plan.what() instanceof MountPlan.What.CgroupV1(Map<String, Path> directories)) {
            addCgroupV1(batch, plan, directories, expect);
        } else {
            addFileSystem(batch, plan, "cgroup2", "cgroup", expect);
        }
    }

    /** Prepares a bind mount, to be added later by a process that could not open its source. */
    void take(Batch batch, MountPlan plan) {
        if (plan.what() instanceof MountPlan.What.Bind(Path source, boolean _)) {
            taken.put(plan, prepareBind(batch, plan, source));
        }
    }

    /** The steps that were put off until nothing has to be made any more. */
    List<Step> late() {
        return late;
    }

    /** Opens a place and attaches a prepared mount there. */
    void attach(Batch batch, Slot mount, InnerPath destination, boolean directory, String purpose) {
        inRoot.openOrMake(batch, destination, directory, target, purpose);
        batch.add(moveMount(mount, target, destination.toString()).named(purpose));
        batch.add(close(target));
    }

    private void addFileSystem(Batch batch, MountPlan plan, String type, @Nullable String source, Expectations expect) {
        String purpose = "mount %s on %s".formatted(type, plan.destination());
        // A read-only tmpfs could not get the mount points below it.
        boolean putOff = plan.options().readOnly() && type.equals("tmpfs");
        MountOptions options = putOff ? plan.options().without(MountAttr.RDONLY) : plan.options();
        Slot mount = newFileSystem(batch, type, source, options, purpose);
        if (putOff) {
            putOffReadOnly(mount, purpose);
        }
        openMountPoint(batch, plan, type, purpose, expect);
        batch.add(moveMount(mount, target, plan.destination().toString()).named(purpose));
        batch.add(close(target));
    }

    private Slot newFileSystem(
            Batch batch, String type, @Nullable String source, MountOptions options, String purpose) {
        batch.add(fsopen(type).named(purpose).into(fileSystem));
        if (source != null && !source.isEmpty()) {
            batch.add(fsconfigString(fileSystem, "source", source).named(purpose));
        }
        for (String option : options.data()) {
            batch.add(configure(option).named("%s: option %s".formatted(purpose, option)));
        }
        batch.add(fsconfigCreate(fileSystem, type).named(purpose));
        Slot mount = slots.next(purpose);
        batch.add(fsmount(fileSystem, type, options.set()).named(purpose).into(mount));
        batch.add(close(fileSystem));
        setAttributes(batch, mount, options, false, purpose);
        return mount;
    }

    private Step configure(String option) {
        int equals = option.indexOf('=');
        return equals < 0
                ? fsconfigFlag(fileSystem, option)
                : fsconfigString(fileSystem, option.substring(0, equals), option.substring(equals + 1));
    }

    private void addBind(Batch batch, MountPlan plan, Path source, Expectations expect) {
        Slot earlier = taken.get(plan);
        Slot mount = earlier == null ? prepareBind(batch, plan, source) : earlier;
        String purpose = purpose(plan, source);
        openMountPoint(batch, plan, "bind", purpose, expect);
        batch.add(moveMount(mount, target, plan.destination().toString()).named(purpose));
        batch.add(close(target), close(mount));
    }

    private Slot prepareBind(Batch batch, MountPlan plan, Path source) {
        String purpose = purpose(plan, source);
        int flags = MountAttr.OPEN_TREE_CLONE | (plan.options().recursive() ? At.RECURSIVE : 0);
        Slot mount = slots.next(purpose);
        batch.add(openTree(CWD, source.toString(), flags).named(purpose).into(mount));
        setAttributes(batch, mount, plan.options(), true, purpose);
        return mount;
    }

    private static String purpose(MountPlan plan, Path source) {
        return "bind mount %s on %s".formatted(source, plan.destination());
    }

    private static void setAttributes(Batch batch, Slot mount, MountOptions options, boolean own, String purpose) {
        long recursive = options.setRecursively() | options.clearRecursively();
        if (recursive != 0) {
            batch.add(mountSetattr(
                            mount,
                            purpose,
                            options.setRecursively(),
                            withAccessTime(options.setRecursively(), options.clearRecursively()),
                            0,
                            At.RECURSIVE)
                    .named(purpose));
        }
        long set = own ? options.set() : 0;
        long clear = own ? withAccessTime(options.set(), options.clear()) : 0;
        long propagation = options.propagation() & ~MountFlags.REC;
        boolean propagateBelow = (options.propagation() & MountFlags.REC) != 0;
        if (set != 0 || clear != 0) {
            batch.add(mountSetattr(mount, purpose, set, clear, 0, 0).named(purpose));
        }
        if (propagation != 0) {
            batch.add(mountSetattr(mount, purpose, 0, 0, propagation, propagateBelow ? At.RECURSIVE : 0)
                    .named(purpose));
        }
    }

    /** The kernel wants the whole access time field cleared before it takes a new mode. */
    private static long withAccessTime(long set, long clear) {
        return (set & MountAttr.ATIME) != 0 ? clear | CLEAR_ACCESS_TIME : clear;
    }

    private void openMountPoint(Batch batch, MountPlan plan, String type, String purpose, Expectations expect) {
        if (type.equals("proc") || type.equals("sysfs")) {
            // An image whose /proc is a link could make us mount it elsewhere and trust a fake one.
            inRoot.openOrMake(batch, plan.destination(), true, target, purpose);
            batch.add(close(target));
            batch.add(openat2(
                            inRoot.root(),
                            plan.destination().relative(),
                            OpenFlags.PATH | OpenFlags.DIRECTORY,
                            0,
                            InRoot.RESOLVE | Resolve.NO_SYMLINKS)
                    .named(purpose)
                    .into(target));
            return;
        }
        inRoot.openOrMake(batch, plan.destination(), plan.directory(), target, purpose);
        boolean mayBeInProc = plan.destination().names().getFirst().equals("proc");
        if (!mayBeInProc) {
            batch.add(fstatfs(target, purpose, expect.fileSystem(purpose, PROC_MAGIC, false)));
        }
    }

    /** A read-only tmpfs with the container's own directory of each controller. */
    private void addCgroupV1(Batch batch, MountPlan plan, Map<String, Path> directories, Expectations expect) {
        String purpose = "mount cgroup on " + plan.destination();
        MountOptions options = new MountOptions(
                plan.options().set() & ~MountAttr.RDONLY, 0, 0, 0, 0, false, false, List.of("mode=755"));
        Slot top = newFileSystem(batch, "tmpfs", "cgroup", options, purpose);
        openMountPoint(batch, plan, "cgroup", purpose, expect);
        batch.add(moveMount(top, target, plan.destination().toString()).named(purpose));
        batch.add(close(target));
        new TreeMap<>(directories).forEach((name, directory) -> {
            batch.add(mkdirat(top, name, 0755));
            Slot mount = slots.next(name);
            String what = "mount cgroup on %s/%s".formatted(plan.destination(), name);
            batch.add(openTree(CWD, directory.toString(), MountAttr.OPEN_TREE_CLONE)
                    .named(what)
                    .into(mount));
            batch.add(mountSetattr(mount, what, plan.options().set(), 0, MountFlags.PRIVATE, 0)
                    .named(what));
            batch.add(openat2(top, name, OpenFlags.PATH, 0, InRoot.RESOLVE).into(target));
            batch.add(moveMount(mount, target, name).named(what));
            batch.add(close(target), close(mount));
        });
        if (plan.options().readOnly()) {
            putOffReadOnly(top, purpose);
        }
    }

    private void putOffReadOnly(Slot mount, String purpose) {
        late.add(mountSetattr(mount, purpose, MountAttr.RDONLY, 0, 0, 0).named(purpose));
    }
}
