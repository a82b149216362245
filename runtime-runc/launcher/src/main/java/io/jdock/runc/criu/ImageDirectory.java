package io.jdock.runc.criu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Resolve;
import io.jdock.linux.StreamCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A directory that criu reads images from or writes files to, held open.
 *
 * <p>What is in it comes from strangers. criu opens names in it as root and follows links, also to write its log; so there may
 * be none but the one that leads to an earlier image, and no file that has another name elsewhere.
 */
public final class ImageDirectory implements AutoCloseable {

    /** What the standard streams of the first process were. */
    private static final String DESCRIPTORS = "descriptors.json";

    /** A link that criu makes to an earlier image. */
    private static final String PARENT = "parent";

    /** What criu writes beside images. */
    private static final List<String> WRITTEN =
            List.of(DumpRequest.LOG, RestoreRequest.LOG, "stats-dump", "stats-restore");

    private static final int STREAMS = 3;
    private static final int LARGEST_DESCRIPTORS = 16 * 1024;
    private static final int LARGEST_EXCERPT = 256 * 1024;
    private static final int LONGEST_CHAIN = 64;

    private static final String ERROR = " Error ";
    private static final String FAILED = "FAILED.";
    private static final int MOST_ERRORS = 3;

    private final Path path;
    private final Fd fd;

    private ImageDirectory(Path path, Fd fd) {
        this.path = path;
        this.fd = fd;
    }

    /** Opens a directory for images, made if it is missing. */
    public static ImageDirectory make(Path path) {
        makeDirectory(path);
        return open(path);
    }

    /** Opens a directory of images that exists. */
    public static ImageDirectory open(Path path) {
        return open(path, directory -> directory.requireHarmless(LONGEST_CHAIN));
    }

    /**
     * Opens a directory for criu's log and other files, made if it is missing.
     *
     * <p>It is the caller's own and may have anything else in it, as those of podman have.
     */
    public static ImageDirectory work(Path path) {
        makeDirectory(path);
        return open(path, directory -> WRITTEN.forEach(directory::requireHarmless));
    }

    private static void makeDirectory(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            FileCalls.mkdirat(At.FDCWD, path.toString(), 0700);
        } catch (IOException e) {
            throw new UncheckedIOException("make directory " + path, e);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
        }
    }

    private static ImageDirectory open(Path path, Consumer<ImageDirectory> check) {
        ImageDirectory directory;
        try {
            int flags = OpenFlags.RDONLY | OpenFlags.DIRECTORY;
            directory = new ImageDirectory(path, FileCalls.open(At.FDCWD, path.toString(), flags, 0));
        } catch (ErrnoException e) {
            throw e.is(Errno.ENOENT) ? new NotFoundException("open %s: no such file or directory".formatted(path)) : e;
        }
        try {
            check.accept(directory);
            return directory;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private void requireHarmless(String name) {
        FileCalls.stat(fd.number(), name, At.SYMLINK_NOFOLLOW).ifPresent(status -> requireHarmless(path, name, status));
    }

    private void requireHarmless(int further) {
        try (var entries = Files.newDirectoryStream(Path.of(fd.procPath()))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                Optional<FileStatus> status = FileCalls.stat(fd.number(), name, At.SYMLINK_NOFOLLOW);
                if (status.isPresent()) {
                    requireHarmless(path, name, status.get());
                    if (status.get().isSymbolicLink()) {
                        requireParent(further);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("list " + path, e);
        }
    }

    static void requireHarmless(Path directory, String name, FileStatus status) {
        if (status.isSymbolicLink() && !name.equals(PARENT)) {
            throw new InvalidArgumentException("%s/%s: a symbolic link among images".formatted(directory, name));
        }
        if (status.isRegularFile() && status.links() > 1) {
            throw new InvalidArgumentException(
                    "%s/%s: a file among images that has other names too".formatted(directory, name));
        }
        if (status.isCharacterDevice() || status.isFifo()) {
            throw new InvalidArgumentException("%s/%s: not a file that criu writes".formatted(directory, name));
        }
    }

    /** The earlier image has to be one by itself. */
    private void requireParent(int further) {
        String target = FileCalls.readlinkat(fd.number(), PARENT);
        if (target.startsWith("/") || further == 0) {
            throw new InvalidArgumentException(
                    "%s/%s: it leads to %s, want a relative path to an earlier image".formatted(path, PARENT, target));
        }
        int flags = OpenFlags.RDONLY | OpenFlags.DIRECTORY;
        try (Fd opened = FileCalls.open(fd.number(), PARENT, flags, 0)) {
            new ImageDirectory(path.resolve(PARENT), opened).requireHarmless(further - 1);
        } catch (ErrnoException e) {
            throw new InvalidArgumentException(
                    "%s/%s: %s".formatted(path, PARENT, e.errno().text()), e);
        }
    }

    /**
     * Checks an earlier image's place.
     *
     * @param parent as the user gave it
     */
    public void requireParent(String parent) {
        if (parent.startsWith("/")) {
            throw new InvalidArgumentException("--parent-path must be relative");
        }
        Path place = path.resolve(parent);
        if (!Files.isDirectory(place)) {
            throw new InvalidArgumentException("invalid --parent-path: stat %s: %s"
                    .formatted(place, Files.exists(place) ? "not a directory" : "no such file or directory"));
        }
    }

    /** Whether this is the directory that somebody else has opened by its path. */
    void requireSame(FileStatus other) {
        FileStatus own = FileCalls.stat(fd);
        if (own.inode() != other.inode() || own.fileSystem() != other.fileSystem()) {
            throw new InvalidArgumentException("%s: it was replaced meanwhile".formatted(path));
        }
    }

    public Path path() {
        return path;
    }

    /** Writes down what the standard streams are. @param streams as links in procfs show them */
    public void writeStreams(List<String> streams) {
        StringBuilder text = new StringBuilder();
        JsonArray.ofTexts(streams).write(text, false);
        byte[] bytes = text.toString().getBytes(UTF_8);
        int flags = OpenFlags.WRONLY | OpenFlags.CREAT | OpenFlags.TRUNC | OpenFlags.NOFOLLOW;
        try (Fd file = FileCalls.open(fd.number(), DESCRIPTORS, flags, 0600)) {
            StreamCalls.write(file, bytes, 0, bytes.length);
        }
    }

    /** What the standard streams were; at most three. */
    public List<String> streams() {
        try (Fd file = openFile(DESCRIPTORS)) {
            byte[] bytes = new byte[LARGEST_DESCRIPTORS];
            int length = StreamCalls.readAt(file, 0, bytes, bytes.length);
            return streams(Arrays.copyOf(bytes, length));
        } catch (JsonSyntaxException e) {
            throw new InvalidArgumentException("%s/%s: %s".formatted(path, DESCRIPTORS, e.getMessage()), e);
        }
    }

    private List<String> streams(byte[] bytes) {
        if (JsonReader.readUnambiguous(bytes) instanceof JsonArray array
                && array.items().size() <= STREAMS) {
            return array.texts();
        }
        throw new InvalidArgumentException(
                "%s/%s: want a list of at most %d texts".formatted(path, DESCRIPTORS, STREAMS));
    }

    /** What the end of a log tells of errors: the last few, but for that it was a failure; nothing if there is no such log. */
    List<String> errors(String log) {
        try (Fd file = openFile(log)) {
            long size = FileCalls.stat(file).size();
            byte[] bytes = new byte[(int) Math.min(size, LARGEST_EXCERPT)];
            int length = StreamCalls.readAt(file, size - bytes.length, bytes, bytes.length);
            return reasons(new String(bytes, 0, length, UTF_8));
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT)) {
                return List.of();
            }
            throw e;
        }
    }

    static List<String> reasons(String log) {
        List<String> errors = new ArrayList<>();
        for (String line : (Iterable<String>) log.lines()::iterator) {
            int start = line.indexOf(ERROR);
            if (start >= 0 && !line.endsWith(FAILED)) {
                errors.add(line.substring(start + ERROR.length()).strip());
            }
        }
        return errors.subList(Math.max(0, errors.size() - MOST_ERRORS), errors.size());
    }

    private Fd openFile(String name) {
        Fd file = FileCalls.openat2(
                fd.number(), name, OpenFlags.RDONLY | OpenFlags.NONBLOCK, 0, Resolve.NO_SYMLINKS | Resolve.BENEATH);
        if (!FileCalls.stat(file).isRegularFile()) {
            file.close();
            throw new InvalidArgumentException("%s/%s: not a regular file".formatted(path, name));
        }
        return file;
    }

    @Override
    public void close() {
        fd.close();
    }
}
