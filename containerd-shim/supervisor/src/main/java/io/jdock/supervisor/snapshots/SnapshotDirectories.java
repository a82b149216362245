package io.jdock.supervisor.snapshots;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.CanceledException;
import io.jdock.linux.At;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileFlags;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.SchedulingCalls;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Trees;
import io.jdock.supervisor.mounts.Mount;
import io.jdock.supervisor.mounts.MountedTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories of snapshots: {@code NAME/fs} holds the files, {@code NAME/work} is overlayfs' own. Names are random and short,
 * since a mount lists the names of all its layers.
 */
final class SnapshotDirectories {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotDirectories.class);
    private static final int NAME_LENGTH = 6;
    /** Files go in the background; what somebody waits for, such as the unpacking of the next image, has ten times the processor. */
    private static final int UNHURRIED = 10;

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Path root;
    private final Path trash;
    private final Path views;
    private final SecureRandom random = new SecureRandom();
    /** The threads that remove what was discarded, and some that have. */
    private final Set<Thread> removals = ConcurrentHashMap.newKeySet();

    /** @param root made when absent, for root's eyes only: images hold setuid programs that no user of the host should run */
    SnapshotDirectories(Path root) {
        this.root = root.resolve("layers");
        this.trash = root.resolve("trash");
        this.views = root.resolve("views");
        try {
            var onlyRoot = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(root, onlyRoot);
            Files.createDirectories(this.root, onlyRoot);
            Files.createDirectories(trash, onlyRoot);
            Files.createDirectories(views, onlyRoot);
        } catch (IOException e) {
            throw new UncheckedIOException("make snapshot directories below " + root, e);
        }
        spread();
    }

    /**
     * Has the file system place each snapshot apart from the others. Where ext4 puts them all together, a layer that is unpacked
     * within minutes of another's removal takes five times as long: the search for each free inode passes by all that were
     * lately freed, which ext4 does not use again so soon.
     */
    private void spread() {
        try (Fd directory = open()) {
            if (!FileFlags.add(directory, FileFlags.TOPDIR)) {
                LOG.debug("the file system of {} places directories by itself", root);
            }
        } catch (ErrnoException e) {
            LOG.warn("snapshots are placed close to each other, which slows unpacking down: {}", e.getMessage());
        }
    }

    private Fd open() {
        return FileCalls.open(At.FDCWD, root.toString(), OpenFlags.RDONLY | OpenFlags.DIRECTORY, 0);
    }

    /** Makes a directory with an empty {@code fs}; returns its name. */
    String make() {
        while (true) {
            String name = randomName();
            try {
                Files.createDirectory(root.resolve(name));
                makeFiles(name);
                return name;
            } catch (FileAlreadyExistsException _) {
                // One name in two billion is taken; the next will do.
            } catch (IOException e) {
                throw new UncheckedIOException("make snapshot directory " + name, e);
            }
        }
    }

    private void makeFiles(String name) throws IOException {
        try {
            Files.createDirectory(files(name));
        } catch (IOException e) {
            Files.delete(root.resolve(name));
            throw e;
        }
    }

    /** Makes a directory for an active snapshot, whose root looks as the one below it does. */
    String makeWritable(String parent) {
        String name = make();
        try {
            Files.createDirectory(work(name));
            if (!parent.isEmpty()) {
                var below =
                        FileCalls.stat(At.FDCWD, files(parent).toString(), 0).orElseThrow();
                String path = files(name).toString();
                FileCalls.fchownat(At.FDCWD, path, below.uid(), below.gid(), 0);
                FileCalls.fchmodat(At.FDCWD, path, below.mode() & 07777);
            }
            return name;
        } catch (IOException e) {
            discard(name);
            throw new UncheckedIOException("make snapshot directory " + name, e);
        }
    }

    Path files(String name) {
        return root.resolve(name).resolve("fs");
    }

    Path work(String name) {
        return root.resolve(name).resolve("work");
    }

    private String randomName() {
        StringBuilder name = new StringBuilder(NAME_LENGTH);
        for (int i = 0; i < NAME_LENGTH; i++) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }

    /** Takes a directory away at once; its files are removed in the background, which may take a while. */
    void discard(String name) {
        try {
            Files.move(root.resolve(name), trash.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("discard snapshot directory " + name, e);
        }
        removals.removeIf(removal -> !removal.isAlive());
        removals.add(startRemoval(() -> removeFromTrash(name)));
    }

    private static Thread startRemoval(Runnable removal) {
        return Threads.startDaemon("snapshot-removal", () -> {
            SchedulingCalls.setNice(0, UNHURRIED);
            removal.run();
        });
    }

    /** Waits until what was discarded before takes no room any more. */
    void awaitRemovals() {
        try {
            for (Thread removal : removals) {
                removal.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("wait for removed snapshots to go: interrupted", e);
        }
    }

    private void removeFromTrash(String name) {
        try (Directory directory = Directory.open(trash)) {
            Trees.remove(directory, name);
        } catch (ErrnoException e) {
            LOG.warn("a removed snapshot stays in {} until the next start: {}", trash.resolve(name), e.getMessage());
        }
    }

    /** Removes what a crash left: directories that no record knows, and trash. */
    void clean(Set<String> known) {
        try {
            removeViews();
        } catch (IOException e) {
            throw new UncheckedIOException("clean up views of snapshots", e);
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root)) {
            for (Path directory : directories) {
                String name = directory.getFileName().toString();
                if (!known.contains(name)) {
                    Files.move(directory, trash.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("clean up snapshot directories", e);
        }
        startRemoval(this::emptyTrash);
    }

    private void emptyTrash() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(trash)) {
            left.forEach(path -> removeFromTrash(path.getFileName().toString()));
        } catch (IOException e) {
            LOG.warn("cannot empty {}: {}", trash, e.getMessage());
        }
    }

    /** Mounts something and opens it; the mount has no name by the time this returns, and ends with the descriptor. */
    Directory openMounted(Mount mount) {
        MountedTree tree = new MountedTree(views.resolve(randomName()));
        try {
            tree.mount(List.of(mount));
            Directory opened = Directory.open(tree.root());
            tree.unmount();
            Files.delete(tree.root());
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("remove " + tree.root(), e);
        }
    }

    /** A view that a crash left mounted. */
    private void removeViews() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(views)) {
            for (Path view : left) {
                new MountedTree(view).unmount();
                Files.delete(view);
            }
        }
    }

    /** Waits until everything written below is on disk. */
    void sync() {
        try (Fd directory = open()) {
            Syscalls.call("sync " + root, Syscall.SYNCFS, directory.number());
        }
    }
}
