package io.jdock.supervisor.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Trees;
import io.jdock.supervisor.mounts.Mount;
import io.jdock.supervisor.mounts.MountedTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** A tree for tests to copy from or to, and a way to see what has become of it. */
final class TestTree implements AutoCloseable {

    private final Path path;
    private final boolean mounted;
    private TreeMap<String, String> before = new TreeMap<>();

    private TestTree(Path path, boolean mounted) {
        this.path = path;
        this.mounted = mounted;
    }

    static TestTree plain(Path path) throws IOException {
        return new TestTree(Files.createDirectories(path), false);
    }

    /** A writable mount over what was made in a plain tree. */
    TestTree overlay(Path directory) throws IOException {
        Path upper = Files.createDirectories(directory.resolve("upper"));
        Path work = Files.createDirectories(directory.resolve("work"));
        MountedTree tree = new MountedTree(directory.resolve("mounted"));
        tree.mount(List.of(new Mount(
                "overlay", "overlay", "", List.of("lowerdir=" + path, "upperdir=" + upper, "workdir=" + work))));
        return new TestTree(tree.root(), true);
    }

    /** Empties a directory whatever is in it; links that lead out of it would alarm JUnit. */
    static void clear(Path directory) {
        try (Directory open = Directory.open(directory)) {
            open.names().forEach(name -> Trees.remove(open, name));
        }
    }

    Path path() {
        return path;
    }

    Directory open() {
        return Directory.open(path);
    }

    TestTree directory(String name, int mode) throws IOException {
        Files.createDirectories(path.resolve(name));
        FileCalls.fchmodat(At.FDCWD, path.resolve(name).toString(), mode);
        return this;
    }

    TestTree file(String name, String content) throws IOException {
        return file(name, content, 0644);
    }

    TestTree file(String name, String content, int mode) throws IOException {
        Files.createDirectories(path.resolve(name).getParent());
        Files.writeString(path.resolve(name), content);
        FileCalls.fchmodat(At.FDCWD, path.resolve(name).toString(), mode);
        return this;
    }

    TestTree link(String name, String target) throws IOException {
        Files.createDirectories(path.resolve(name).getParent());
        Files.createSymbolicLink(path.resolve(name), Path.of(target));
        return this;
    }

    TestTree node(String name, int mode, long device) {
        FileCalls.mknodat(At.FDCWD, path.resolve(name).toString(), mode, device);
        return this;
    }

    FileStatus status(String name) {
        return FileCalls.stat(At.FDCWD, path.resolve(name).toString(), At.SYMLINK_NOFOLLOW)
                .orElseThrow();
    }

    /** From here on {@link #changes} tells what is new. */
    TestTree remember() throws IOException {
        before = list();
        return this;
    }

    /** What was added ({@code +}), changed ({@code *}) and removed ({@code -}) since, as kind, mode, owner and content. */
    List<String> changes() throws IOException {
        TreeMap<String, String> after = list();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            String old = before.getOrDefault(name, "");
            String now = after.getOrDefault(name, "");
            if (!old.equals(now)) {
                String sign = old.isEmpty() ? "+" : now.isEmpty() ? "-" : "*";
                changes.add((sign + name + " " + now).strip());
            }
        }
        return changes;
    }

    private TreeMap<String, String> list() throws IOException {
        TreeMap<String, String> all = new TreeMap<>();
        try (var files = Files.walk(path)) {
            files.forEach(file -> {
                if (!file.equals(path)) {
                    all.put("/" + path.relativize(file), describe(file));
                }
            });
        }
        return all;
    }

    private static String describe(Path file) {
        FileStatus status =
                FileCalls.stat(At.FDCWD, file.toString(), At.SYMLINK_NOFOLLOW).orElseThrow();
        String owner = "%o %d:%d".formatted(status.mode() & 07777, status.uid(), status.gid());
        try {
            if (status.isSymbolicLink()) {
                return "-> " + Files.readSymbolicLink(file);
            }
            if (status.isRegularFile()) {
                return owner + " " + new String(Files.readAllBytes(file), UTF_8);
            }
            return (status.isDirectory() ? "d" : status.isFifo() ? "p" : "c") + owner;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (mounted) {
            new MountedTree(path).unmount();
        }
    }
}
