package io.jdock.runc.state;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The directory of all containers' directories. */
public record StateRoot(Path path) {

    private static final int LONGEST_ID = 1024;

    /**
     * Checks a container's name.
     *
     * @throws InvalidArgumentException if it could not be a directory's name, or would be one with a meaning
     */
    public ContainerDirectory directory(String id) {
        boolean valid = !id.isEmpty() && id.length() <= LONGEST_ID && !id.equals(".") && !id.equals("..");
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            valid &= c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "_+,-.".indexOf(c) >= 0;
        }
        if (!valid) {
            throw new InvalidArgumentException("invalid container ID format");
        }
        return new ContainerDirectory(path.resolve(id));
    }

    /** Makes a container's directory, for a name that is not in use. */
    public ContainerDirectory make(String id) {
        ContainerDirectory directory = directory(id);
        try {
            mkdir(path.resolve(id));
        } catch (ErrnoException e) {
            throw e.is(Errno.EEXIST) ? new AlreadyExistsException("container with given ID already exists") : e;
        }
        return directory;
    }

    private void mkdir(Path directory) {
        try {
            FileCalls.mkdirat(At.FDCWD, directory.toString(), 0711);
        } catch (ErrnoException e) {
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
            makeRoot();
            FileCalls.mkdirat(At.FDCWD, directory.toString(), 0711);
        }
    }

    private void makeRoot() {
        try {
            Files.createDirectories(path);
            FileCalls.fchmodat(At.FDCWD, path.toString(), 0700);
        } catch (IOException e) {
            throw new UncheckedIOException("make " + path, e);
        }
    }

    /** All containers' directories, by name. */
    public List<ContainerDirectory> all() {
        List<Path> found = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(path)) {
            entries.forEach(found::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("list " + path, e);
        }
        found.sort(null);
        return found.stream().map(ContainerDirectory::new).toList();
    }
}
