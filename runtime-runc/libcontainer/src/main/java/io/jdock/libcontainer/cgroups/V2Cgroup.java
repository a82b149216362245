package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.oci.runtime.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A cgroup of version 2: one directory. */
record V2Cgroup(Path root, CgroupPath path) implements CgroupFiles {

    private static final String PROCESSES = "cgroup.procs";
    private static final Duration FREEZE_PATIENCE = Duration.ofSeconds(10);

    @Override
    public void check(Resources limits) {
        Set<String> available = Subtree.controllers(root);
        for (String controller : needed(V2Settings.of(limits, CurrentValues.NONE))) {
            if (!available.contains(controller)) {
                throw new InvalidArgumentException("this machine has no cgroup controller " + controller);
            }
        }
        DeviceAccess.of(limits.devices());
    }

    @Override
    public void requireVacant() {
        CgroupTree.requireEmpty(directory());
        if (frozen()) {
            throw new FailedPreconditionException(
                    "create cgroup %s: container's cgroup unexpectedly frozen".formatted(path));
        }
    }

    @Override
    public void fill(Resources limits) {
        List<Setting> settings = V2Settings.of(limits, CurrentValues.NONE);
        NewDirectories made = new NewDirectories();
        try {
            made.make(root, directory(), (parent, child) -> {
                if (parent.equals(root)) {
                    Subtree.handOnFromRoot(root);
                } else {
                    Subtree.handOn(parent);
                }
                Subtree.settleType(child, needed(settings));
            });
            write(settings);
            DeviceProgram.apply(directory(), DeviceAccess.of(limits.devices()));
        } catch (RuntimeException e) {
            made.undo();
            throw e;
        }
    }

    @Override
    public void join(int pid) {
        try {
            ControlFile.write(directory().resolve(PROCESSES), Integer.toString(pid));
        } catch (ErrnoException e) {
            if (!e.is(Errno.EBUSY)) {
                throw e;
            }
            // The container has cgroups of its own and limits in them, so there may be processes in those only.
            ControlFile.write(
                    CgroupTree.homeOfFirst(directory()).orElseThrow(() -> e).resolve(PROCESSES), Integer.toString(pid));
        }
    }

    @Override
    public void giveTo(long uid) {
        CgroupOwner.change(directory(), uid);
    }

    @Override
    public List<Setting> settings(Resources limits) {
        return V2Settings.of(limits, current("cpu"));
    }

    @Override
    public CurrentValues current(String controller) {
        return CurrentValues.in(directory());
    }

    @Override
    public void update(Resources limits) {
        write(settings(limits));
        if (!limits.devices().isEmpty()) {
            DeviceProgram.apply(directory(), DeviceAccess.of(limits.devices()));
        }
    }

    @Override
    public void freeze() {
        ControlFile.write(directory().resolve("cgroup.freeze"), "1");
        if (!CgroupEvents.await(directory(), "frozen 1", FREEZE_PATIENCE)) {
            thaw();
            throw new FailedPreconditionException("freeze cgroup %s: a process does not stand still".formatted(path));
        }
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
        if (!Files.exists(directory()) || killAtOnce()) {
            return;
        }
        freeze();
        CgroupTree.signalAll(processes());
        thaw();
    }

    /** False before Linux 5.14, and in a threaded cgroup. */
    private boolean killAtOnce() {
        try {
            return ControlFile.writeIfPresent(directory().resolve("cgroup.kill"), "1");
        } catch (ErrnoException e) {
            if (e.is(Errno.EOPNOTSUPP)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public OomWatch watchMemory(long told) {
        if (Files.exists(directory()) && !Subtree.controllers(directory()).contains("memory")) {
            throw Subtree.explain(root, directory(), "memory");
        }
        return new V2OomWatch(directory(), told);
    }

    @Override
    public long oomKills() {
        return V2OomWatch.kills(directory());
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

    @Override
    public Map<String, Path> byController() {
        return directories();
    }

    private Path directory() {
        return path.below(root);
    }

    private void write(List<Setting> settings) {
        new SettingWriter(
                        _ -> directory(),
                        setting -> Subtree.controllers(directory()).contains(setting.controller())
                                ? SettingWriter.unsupported(setting)
                                : Subtree.explain(root, directory(), setting.controller()))
                .write(settings);
    }

    private static Set<String> needed(List<Setting> settings) {
        return settings.stream()
                .map(Setting::controller)
                .filter(controller -> !controller.equals("cgroup"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
