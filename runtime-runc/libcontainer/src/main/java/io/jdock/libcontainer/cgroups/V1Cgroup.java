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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A cgroup of version 1: a directory of the same name in every hierarchy. */
record V1Cgroup(Map<String, Path> controllers, CgroupPath path) implements Cgroup {

    private static final long FREEZE_POLL_NANOS = 1_000_000;

    @Override
    public void create(Resources limits) {
        if (directories().containsKey("freezer") && !processes().isEmpty()) {
            throw new AlreadyExistsException("create cgroup %s: it exists and has processes".formatted(path));
        }
        try {
            for (Path root : roots()) {
                makeDirectories(root);
            }
            apply(limits);
            applyDevices(limits);
        } catch (RuntimeException e) {
            delete();
            throw e;
        }
    }

    @Override
    public void join(int pid) {
        for (Path root : roots()) {
            ControlFile.write(path.below(root).resolve("cgroup.procs"), Integer.toString(pid));
        }
    }

    @Override
    public void update(Resources limits) {
        apply(limits);
        if (!limits.devices().isEmpty()) {
            applyDevices(limits);
        }
    }

    @Override
    public void freeze() {
        Path state = freezerState();
        ControlFile.write(state, "FROZEN");
        // Version 1 has no event for this. Reading the state makes the kernel look again, and a process that was forked
        // meanwhile needs a second write.
        while (!frozen()) {
            LockSupport.parkNanos(FREEZE_POLL_NANOS);
            ControlFile.write(state, "FROZEN");
        }
    }

    @Override
    public void thaw() {
        ControlFile.write(freezerState(), "THAWED");
    }

    @Override
    public boolean frozen() {
        return ControlFile.read(freezerState()).orElse("").equals("FROZEN");
    }

    @Override
    public List<Integer> processes() {
        return CgroupTree.processes(directory("freezer", "pids", "memory"));
    }

    @Override
    public void kill() {
        if (!Files.exists(freezerState()) || processes().isEmpty()) {
            return;
        }
        // Nothing can fork while it is frozen. A frozen process takes the signal when it is thawed.
        freeze();
        CgroupTree.signalAll(processes());
        thaw();
    }

    @Override
    public long oomKills() {
        return ControlFile.table(directory("memory").resolve("memory.oom_control"))
                .getOrDefault("oom_kill", 0L);
    }

    @Override
    public CgroupStats stats() {
        return V1Stats.read(this::directory);
    }

    @Override
    public void delete() {
        for (Path root : roots()) {
            CgroupTree.delete(path.below(root));
        }
    }

    @Override
    public Map<String, Path> directories() {
        Map<String, Path> directories = new LinkedHashMap<>();
        controllers.forEach(
                (controller, root) -> directories.put(root.getFileName().toString(), path.below(root)));
        return directories;
    }

    /** The directory in the hierarchy of the first of these controllers that exists. */
    Path directory(String... any) {
        for (String controller : any) {
            Path root = controllers.get(controller);
            if (root != null) {
                return path.below(root);
            }
        }
        throw new InvalidArgumentException("this machine has no cgroup controller " + String.join(" or ", any));
    }

    private Path freezerState() {
        return directory("freezer").resolve("freezer.state");
    }

    /** Controllers that are mounted together share a root; each is visited once. */
    private LinkedHashSet<Path> roots() {
        return new LinkedHashSet<>(controllers.values());
    }

    private void makeDirectories(Path root) {
        Path directory = root;
        for (Path name : root.relativize(path.below(root))) {
            Path parent = directory;
            directory = directory.resolve(name);
            if (!Files.exists(directory)) {
                makeDirectory(directory);
            }
            // A new cpuset is empty and takes no process until it has processors and memory.
            inherit(parent, directory, "cpuset.cpus");
            inherit(parent, directory, "cpuset.mems");
        }
    }

    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("create cgroup " + directory, e);
        }
    }

    private static void inherit(Path parent, Path child, String file) {
        if (ControlFile.read(child.resolve(file)).map(String::isEmpty).orElse(false)) {
            ControlFile.write(
                    child.resolve(file), ControlFile.read(parent.resolve(file)).orElse(""));
        }
    }

    private void apply(Resources limits) {
        List<Setting> settings = new ArrayList<>(V1Settings.of(limits));
        int memory = indexOf(settings, "memory.limit_in_bytes");
        int swap = indexOf(settings, "memory.memsw.limit_in_bytes");
        if (memory >= 0 && swap >= 0 && raisesMemoryAboveSwap(settings.get(memory))) {
            settings.set(memory, settings.set(swap, settings.get(memory)));
        }
        settings.forEach(this::apply);
    }

    private void apply(Setting setting) {
        Path directory = directory(setting.controller());
        for (String file : setting.files()) {
            if (ControlFile.writeIfPresent(directory.resolve(file), setting.value())) {
                return;
            }
        }
        throw new InvalidArgumentException("set %s to %s: this kernel does not support it"
                .formatted(setting.files().getFirst(), setting.value()));
    }

    private static int indexOf(List<Setting> settings, String file) {
        for (int i = 0; i < settings.size(); i++) {
            if (settings.get(i).files().contains(file)) {
                return i;
            }
        }
        return -1;
    }

    private boolean raisesMemoryAboveSwap(Setting memory) {
        long wanted = Long.parseLong(memory.value());
        long current = ControlFile.number(directory("memory").resolve("memory.memsw.limit_in_bytes"));
        return wanted < 0 || wanted > current;
    }

    private void applyDevices(Resources limits) {
        Path directory = directory("devices");
        for (DeviceAccess.Rule rule : DeviceAccess.of(limits.devices()).rules()) {
            try {
                ControlFile.write(directory.resolve(rule.allow() ? "devices.allow" : "devices.deny"), rule.text());
            } catch (ErrnoException e) {
                if (e.is(Errno.EPERM)) {
                    throw new InvalidArgumentException(
                            "device rule \"%s\": the parent cgroup does not allow it".formatted(rule.text()), e);
                }
                throw e;
            }
        }
    }
}
