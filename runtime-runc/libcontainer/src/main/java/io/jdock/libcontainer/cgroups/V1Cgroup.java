package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A cgroup of version 1: a directory of the same name in every hierarchy.
 *
 * <p>A tree of version 2 beside them is one more of those: it has the limits of controllers that version 1 does not use, and it
 * can kill all processes at once.
 *
 * @param controllers by controller, what the path is below: the root of its hierarchy, or where the cgroup's maker was
 * @param unified the same in the tree of version 2
 * @param hierarchies by controller, what the directory is called where its hierarchy is mounted
 * @param name the path, without a slash in front if it is relative to where the maker was
 */
record V1Cgroup(
        Map<String, Path> controllers,
        @Nullable Path unified,
        Map<String, String> hierarchies,
        CgroupPath path,
        String name)
        implements CgroupFiles {

    private static final long FREEZE_POLL_NANOS = 1_000_000;
    private static final Duration FREEZE_PATIENCE = Duration.ofSeconds(10);

    @Override
    public void check(Resources limits) {
        settings(limits, CurrentValues.NONE).forEach(setting -> directory(setting.controller()));
        DeviceAccess.of(limits.devices());
    }

    @Override
    public void requireVacant() {
        roots().forEach(root -> CgroupTree.requireEmpty(path.below(root)));
        if (frozen()) {
            throw new FailedPreconditionException(
                    "create cgroup %s: container's cgroup unexpectedly frozen".formatted(path));
        }
    }

    @Override
    public void fill(Resources limits) {
        NewDirectories made = new NewDirectories();
        try {
            for (Path root : roots()) {
                made.make(
                        root, path.below(root), root.equals(controllers.get("cpuset")) ? V1Cgroup::fill : (_, _) -> {});
            }
            apply(limits);
            V1Devices.apply(directory("devices"), DeviceAccess.of(limits.devices()));
        } catch (RuntimeException e) {
            made.undo();
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
    public void giveTo(long uid) {
        // Whoever may write to its files may lift its limits.
    }

    @Override
    public List<Setting> settings(Resources limits) {
        return settings(limits, CurrentValues.in(directory("memory")));
    }

    @Override
    public CurrentValues current(String controller) {
        return controllers.containsKey(controller) ? CurrentValues.in(directory(controller)) : CurrentValues.NONE;
    }

    @Override
    public void update(Resources limits) {
        apply(limits);
        if (!limits.devices().isEmpty()) {
            V1Devices.apply(directory("devices"), DeviceAccess.of(limits.devices()));
        }
    }

    @Override
    public void freeze() {
        Path state = freezer("freezer.state");
        long deadline = System.nanoTime() + FREEZE_PATIENCE.toNanos();
        ControlFile.write(state, "FROZEN");
        // Version 1 has no event for this. Reading the state makes the kernel look again, and a process that was forked
        // meanwhile needs a second write.
        while (!ControlFile.read(state).orElse("").equals("FROZEN")) {
            if (System.nanoTime() > deadline) {
                thaw();
                throw new FailedPreconditionException(
                        "freeze cgroup %s: a process does not stand still".formatted(path));
            }
            LockSupport.parkNanos(FREEZE_POLL_NANOS);
            ControlFile.write(state, "FROZEN");
        }
    }

    @Override
    public void thaw() {
        ControlFile.write(freezer("freezer.state"), "THAWED");
    }

    /** One that stands still because a cgroup above it is frozen counts as running: it cannot be thawed by itself. */
    @Override
    public boolean frozen() {
        return controllers.containsKey("freezer")
                && ControlFile.read(freezer("freezer.state")).orElse("").equals("FROZEN")
                && ControlFile.read(freezer("freezer.self_freezing"))
                        .orElse("1")
                        .equals("1");
    }

    @Override
    public List<Integer> processes() {
        return CgroupTree.processes(directory("freezer", "pids", "memory", "devices"));
    }

    @Override
    public void kill() {
        List<Integer> processes = processes();
        if (processes.isEmpty()) {
            return;
        }
        if (!killThroughUnified(processes)) {
            // Nothing can fork while it is frozen. A frozen process takes the signal when it is thawed.
            freeze();
            CgroupTree.signalAll(processes());
        }
        thaw();
    }

    /** True if that reached all of them: a process may have been moved about in one hierarchy and not in another. */
    private boolean killThroughUnified(List<Integer> processes) {
        if (unified == null) {
            return false;
        }
        Path directory = path.below(unified);
        Set<Integer> inside = new HashSet<>(CgroupTree.processes(directory));
        return inside.containsAll(processes) && ControlFile.writeIfPresent(directory.resolve("cgroup.kill"), "1");
    }

    @Override
    public OomWatch watchMemory(long told) {
        return new V1OomWatch(directory("memory"), told);
    }

    @Override
    public long oomKills() {
        return controllers.containsKey("memory") ? V1OomWatch.kills(directory("memory")) : 0;
    }

    @Override
    public CgroupStats stats() {
        CgroupStats stats = V1Stats.read(
                controller -> Optional.ofNullable(controllers.get(controller)).map(path::below));
        return unified == null || controllers.containsKey("hugetlb")
                ? stats
                : stats.withHugePages(V2Stats.hugePages(path.below(unified)));
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
        controllers.forEach((controller, start) ->
                directories.put(hierarchies.getOrDefault(controller, controller), path.below(start)));
        return directories;
    }

    @Override
    public Map<String, Path> byController() {
        Map<String, Path> directories = new LinkedHashMap<>();
        controllers.forEach((controller, root) -> directories.put(controller, path.below(root)));
        if (unified != null) {
            directories.put("", path.below(unified));
        }
        return directories;
    }

    /**
     * The directory in the hierarchy of the first of these controllers that exists.
     *
     * @throws InvalidArgumentException if there is none
     */
    private Path directory(String... any) {
        for (String controller : any) {
            Path root = controllers.get(controller);
            if (root == null && unified != null && unifiedControllers().contains(controller)) {
                root = unified;
            }
            if (root != null) {
                return path.below(root);
            }
        }
        throw new InvalidArgumentException("this machine has no cgroup controller " + String.join(" or ", any));
    }

    private Path freezer(String file) {
        return directory("freezer").resolve(file);
    }

    /** Controllers that are mounted together share a root; each is visited once. */
    private Set<Path> roots() {
        Set<Path> roots = new LinkedHashSet<>(controllers.values());
        if (unified != null) {
            roots.add(unified);
        }
        return roots;
    }

    /** Those that version 1 leaves to version 2. */
    private Set<String> unifiedControllers() {
        return unified == null ? Set.of() : Subtree.controllers(unified);
    }

    /** A new cpuset is empty and takes no process until it has processors and memory. */
    private static void fill(Path parent, Path cpuset) {
        inherit(parent, cpuset, "cpuset.cpus");
        inherit(parent, cpuset, "cpuset.mems");
    }

    private static void inherit(Path parent, Path child, String file) {
        if (ControlFile.read(child.resolve(file)).map(String::isEmpty).orElse(false)) {
            ControlFile.write(
                    child.resolve(file), ControlFile.read(parent.resolve(file)).orElse(""));
        }
    }

    private void apply(Resources limits) {
        List<Setting> settings = settings(limits);
        handOnUnified(settings);
        new SettingWriter(this::directory, SettingWriter::unsupported).write(settings);
    }

    /** Only where it is needed: elsewhere the machine's owner decides what its tree of version 2 does. */
    private void handOnUnified(List<Setting> settings) {
        if (unified == null || settings.stream().allMatch(each -> controllers.containsKey(each.controller()))) {
            return;
        }
        Path level = unified;
        for (Path name : unified.relativize(path.below(unified))) {
            Subtree.handOn(level);
            level = level.resolve(name);
        }
    }

    private List<Setting> settings(Resources limits, CurrentValues now) {
        Set<String> others = unifiedControllers();
        for (String file : limits.unified().keySet()) {
            if (!others.contains(file.substring(0, Math.max(0, file.indexOf('.'))))) {
                throw new InvalidArgumentException(
                        "invalid configuration: linux.resources.unified: \"%s\": this machine has cgroup version 1"
                                .formatted(file));
            }
        }
        List<Setting> settings = new ArrayList<>(V1Settings.of(limits, now));
        settings.removeIf(setting -> others.contains(setting.controller()));
        settings.addAll(V2Settings.of(limits, now, others::contains));
        return settings;
    }
}
