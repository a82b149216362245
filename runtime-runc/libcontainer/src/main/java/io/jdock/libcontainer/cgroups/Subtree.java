package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import java.nio.file.Path;
import java.util.Set;

/**
 * How a tree of version 2 hands controllers on: a level gives to those below what it has itself and is asked to, unless it has
 * processes of its own.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#no-internal-process-constraint">the kernel's description</a>
 */
final class Subtree {

    /** What works between processes of one threaded group as well. */
    private static final Set<String> THREADED = Set.of("cpu", "cpuset", "perf_event", "pids");

    /** Where the processes of a namespace's root go that are in our way, as those of a container that runs an engine are. */
    private static final String EVACUATION = "init";

    private static final String CONTROL = "cgroup.subtree_control";

    private Subtree() {}

    /** What a cgroup has. */
    static Set<String> controllers(Path directory) {
        return words(directory.resolve("cgroup.controllers"));
    }

    /** Hands all on, as far as possible; whoever sets a limit that is missing below is told by {@link #explain}. */
    static void handOn(Path directory) {
        Set<String> enabled = words(directory.resolve(CONTROL));
        for (String controller : controllers(directory)) {
            if (!enabled.contains(controller)) {
                tryToHandOn(directory, controller);
            }
        }
    }

    /** The same for the root, whose processes are moved one level down if need be. */
    static void handOnFromRoot(Path root) {
        handOn(root);
        if (!words(root.resolve(CONTROL)).containsAll(controllers(root))
                && !ControlFile.lines(procs(root)).isEmpty()) {
            // Only the kernel's own root may have both processes and limited children; this is a namespace's root.
            evacuate(root);
            handOn(root);
        }
    }

    private static void tryToHandOn(Path directory, String controller) {
        try {
            ControlFile.write(directory.resolve(CONTROL), "+" + controller);
        } catch (ErrnoException e) {
            switch (e.errno()) {
                case EBUSY, EINVAL, EOPNOTSUPP, ENOENT, EACCES, EPERM, EROFS -> {}
                default -> throw e;
            }
        }
    }

    private static void evacuate(Path root) {
        Path refuge = root.resolve(EVACUATION);
        new NewDirectories().make(root, refuge, (_, _) -> {});
        for (String pid : ControlFile.lines(procs(root))) {
            try {
                ControlFile.write(procs(refuge), pid);
            } catch (ErrnoException e) {
                if (!e.is(Errno.ESRCH)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Makes the best of a new cgroup below one with processes: it can only be threaded.
     *
     * @param needed the controllers that limits are for
     * @throws FailedPreconditionException if one of those cannot work there
     */
    static void settleType(Path directory, Set<String> needed) {
        String type = ControlFile.read(directory.resolve("cgroup.type")).orElse("domain");
        if (type.equals("domain")) {
            return;
        }
        for (String controller : needed) {
            if (!THREADED.contains(controller)) {
                throw new FailedPreconditionException(
                        "create cgroup %s: it is of type \"%s\", where controller \"%s\" does not work"
                                .formatted(directory, type, controller));
            }
        }
        if (type.equals("domain invalid")) {
            ControlFile.write(directory.resolve("cgroup.type"), "threaded");
        }
    }

    /** Why a cgroup lacks a controller. */
    static RuntimeException explain(Path root, Path directory, String controller) {
        if (!controllers(root).contains(controller)) {
            return new InvalidArgumentException("this machine has no cgroup controller " + controller);
        }
        Path level = root;
        for (Path name : root.relativize(directory)) {
            if (!controllers(level.resolve(name)).contains(controller)) {
                break;
            }
            level = level.resolve(name);
        }
        boolean populated = !ControlFile.lines(procs(level)).isEmpty();
        return new FailedPreconditionException("cgroup %s has no controller %s: %s does not hand it on%s"
                .formatted(directory, controller, level, populated ? ", as it has processes of its own" : ""));
    }

    private static Set<String> words(Path file) {
        String text = ControlFile.read(file).orElse("");
        return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }

    private static Path procs(Path directory) {
        return directory.resolve("cgroup.procs");
    }
}
