package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.dup3;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Resolve;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.trampoline.Launcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Follows links in a container's root to where they lead, even if nothing is there.
 *
 * <p>The result is just a path. Whoever uses it opens it inside the root like any other, so it does no harm if the tree changes
 * meanwhile.
 */
final class LinkResolver {

    /** As many as the kernel follows. */
    private static final int MOST_LINKS = 40;

    private final Slot root;

    /** @param root the launcher's descriptor of the root */
    LinkResolver(Slot root) {
        this.root = root;
    }

    /** The same place without links in its path. */
    InnerPath resolve(Launcher launcher, InnerPath path) {
        launcher.link().call(new Batch().add(dup3(root, Borrowed.ROOT, OpenFlags.CLOEXEC)));
        try (Fd directory = Borrowed.take(launcher, Borrowed.ROOT)) {
            return resolve(directory, path);
        }
    }

    static InnerPath resolve(Fd root, InnerPath path) {
        List<String> resolved = new ArrayList<>();
        Deque<String> rest = new ArrayDeque<>(path.names());
        int links = 0;
        while (!rest.isEmpty()) {
            String name = rest.removeFirst();
            if (name.equals("..")) {
                if (!resolved.isEmpty()) {
                    resolved.removeLast();
                }
                continue;
            }
            Optional<String> target = link(root, new InnerPath(resolved), name);
            if (target.isEmpty()) {
                resolved.add(name);
                continue;
            }
            if (++links > MOST_LINKS) {
                throw new ErrnoException("follow the links of " + path, Errno.ELOOP);
            }
            if (target.get().startsWith("/")) {
                resolved.clear();
            }
            names(target.get()).reversed().forEach(rest::addFirst);
        }
        return new InnerPath(resolved);
    }

    private static List<String> names(String target) {
        return List.of(target.split("/")).stream()
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    /** Where a name leads, or nothing if it is no link. */
    private static Optional<String> link(Fd root, InnerPath directory, String name) {
        long within = Resolve.IN_ROOT | Resolve.NO_SYMLINKS;
        int flags = OpenFlags.PATH | OpenFlags.DIRECTORY;
        try (Fd parent = FileCalls.openat2(root.number(), directory.relative(), flags, 0, within)) {
            return Optional.of(FileCalls.readlinkat(parent.number(), name));
        } catch (ErrnoException e) {
            return switch (e.errno()) {
                case ENOENT, ENOTDIR, EINVAL -> Optional.empty();
                default -> throw e;
            };
        }
    }
}
