package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.oci.runtime.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A cgroup of version 2: one directory. */
record V2Cgroup(Path root, CgroupPath path) implements Cgroup {

    private static final String PROCESSES = "cgroup.procs";
    private static final String SUBTREE = "cgroup.subtree_control";

    /** Where the processes of a root go that is in our way, as those of a container that runs an engine are. */
    private static final String EVACUATION = "init";

    @Override
    public void create(Resources limits) {
        if (!processes().isEmpty()) {
            throw new AlreadyExistsException("create cgroup %s: it exists and has processes".formatted(path));
        }
        try {
            makeDirectories();
            apply(limits);
            DeviceProgram.attach(directory(), DeviceAccess.of(limits.devices()));
        } catch (RuntimeException e) {
            delete();
            throw e;
        }
    }

    @Override
    public void join(int pid) {
        ControlFile.write(directory().resolve(PROCESSES), Integer.toString(pid));
    }

    @Override
    public void update(Resources limits) {
        apply(limits);
        if (!limits.devices().isEmpty()) {
            DeviceProgram.replace(directory(), DeviceAccess.of(limits.devices()));
        }
    }

    @Override
    public void freeze() {
        ControlFile.write(directory().resolve("cgroup.freeze"), "1");
        CgroupEvents.await(directory(), "frozen 1");
    }

    @Override
    public void thaw() {
        ControlFile.write(directory().resolve("cgroup.freeze"), "0");
    }

    @Override
    public boolean frozen() {
        return ControlFile.read(directory().resolve("cgroup.freeze"))
                .orElse("0")
                .equals("1");
    }

    @Override
    public List<Integer> processes() {
        return CgroupTree.processes(directory());
    }

    @Override
    public void kill() {
        if (!Files.exists(directory()) || ControlFile.writeIfPresent(directory().resolve("cgroup.kill"), "1")) {
            return;
        }
        // Before Linux 5.14.
        freeze();
        CgroupTree.signalAll(processes());
        thaw();
    }

    @Override
    public long oomKills() {
        return ControlFile.table(directory().resolve("memory.events")).getOrDefault("oom_kill", 0L);
    }

    @Override
    public CgroupStats stats() {
        return V2Stats.read(directory());
    }

    @Override
    public void delete() {
        CgroupTree.delete(directory());
    }

    @Override
    public Map<String, Path> directories() {
        return Map.of("", directory());
    }

    private Path directory() {
        return path.below(root);
    }

    private void makeDirectories() {
        Path directory = root;
        for (Path name : root.relativize(directory())) {
            enableControllers(directory);
            directory = directory.resolve(name);
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("create cgroup " + directory, e);
            }
        }
    }

    /** Hands every controller that this level has on to the next. */
    private void enableControllers(Path directory) {
        String enabled = " " + ControlFile.read(directory.resolve(SUBTREE)).orElse("") + " ";
        String offered =
                ControlFile.read(directory.resolve("cgroup.controllers")).orElse("");
        for (String controller : offered.split(" ")) {
            if (!controller.isEmpty() && !enabled.contains(" " + controller + " ")) {
                enable(directory, controller);
            }
        }
    }

    private void enable(Path directory, String controller) {
        try {
            ControlFile.write(directory.resolve(SUBTREE), "+" + controller);
        } catch (ErrnoException e) {
            if (e.is(Errno.EBUSY) && directory.equals(root)) {
                // Only the kernel's own root may have both processes and limited children; ours is a namespace's root.
                evacuate(directory);
                ControlFile.write(directory.resolve(SUBTREE), "+" + controller);
            } else if (!e.is(Errno.EBUSY) && !e.is(Errno.EINVAL) && !e.is(Errno.EOPNOTSUPP) && !e.is(Errno.ENOENT)) {
                throw e;
            }
            // Otherwise the controller is missing below; whoever sets a limit of it is told.
        }
    }

    private static void evacuate(Path directory) {
        Path refuge = directory.resolve(EVACUATION);
        try {
            Files.createDirectories(refuge);
        } catch (IOException e) {
            throw new UncheckedIOException("create cgroup " + refuge, e);
        }
        for (String pid : ControlFile.lines(directory.resolve(PROCESSES))) {
            try {
                ControlFile.write(refuge.resolve(PROCESSES), pid);
            } catch (ErrnoException e) {
                if (!e.is(Errno.ESRCH)) {
                    throw e;
                }
            }
        }
    }

    private void apply(Resources limits) {
        for (Setting setting : V2Settings.of(limits)) {
            Path file = directory().resolve(setting.files().getFirst());
            boolean noSwapToLimit = setting.files().getFirst().equals("memory.swap.max") && !Files.exists(file);
            if (!noSwapToLimit && !ControlFile.writeIfPresent(file, setting.value())) {
                throw new InvalidArgumentException("set %s to %s: controller %s is not available here"
                        .formatted(setting.files().getFirst(), setting.value(), setting.controller()));
            }
        }
    }
}
