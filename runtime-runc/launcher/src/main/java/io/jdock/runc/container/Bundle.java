package io.jdock.runc.container;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.libcontainer.hooks.ContainerHooks;
import io.jdock.oci.runtime.Box;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Root;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.SpecJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A directory with a {@code config.json}. Paths in it that are relative are relative to the bundle.
 *
 * @param directory absolute
 * @param document the file as it is
 * @param spec what it says, paths made absolute
 */
public record Bundle(Path directory, byte[] document, Spec spec) {

    private static final String CONFIG = "config.json";

    /**
     * Reads a bundle.
     *
     * @param path as the user gave it; empty for the working directory
     */
    public static Bundle load(String path) {
        Path directory = Path.of(path).toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw new NotFoundException("chdir %s: no such file or directory".formatted(path));
        }
        byte[] document;
        try {
            document = Files.readAllBytes(directory.resolve(CONFIG));
        } catch (NoSuchFileException e) {
            throw new NotFoundException("JSON specification file config.json not found");
        } catch (IOException e) {
            throw new UncheckedIOException("read " + directory.resolve(CONFIG), e);
        }
        return of(directory, document);
    }

    /** A bundle whose document is kept elsewhere. */
    public static Bundle of(Path directory, byte[] document) {
        return new Bundle(directory, document, complete(SpecJson.read(document), directory));
    }

    private static Spec complete(Spec spec, Path directory) {
        requireProcess(spec.process());
        Linux linux = spec.linux();
        if (linux == null) {
            linux = Linux.builder().build();
        }
        return spec.toBuilder()
                .linux(linux)
                .mounts(absolute(spec.mounts(), directory))
                .build();
    }

    private static void requireProcess(@org.jspecify.annotations.Nullable Process process) {
        if (process == null) {
            throw new InvalidArgumentException("process property must not be empty");
        }
        if (process.cwd().isEmpty()) {
            throw new InvalidArgumentException("Cwd property must not be empty");
        }
        if (!process.cwd().startsWith("/")) {
            throw new InvalidArgumentException("Cwd must be an absolute path");
        }
        if (process.args().isEmpty()) {
            throw new InvalidArgumentException("args must not be empty");
        }
    }

    private static List<Mount> absolute(List<Mount> mounts, Path directory) {
        List<Mount> absolute = new ArrayList<>(mounts.size());
        for (Mount mount : mounts) {
            String source = mount.source();
            boolean relative = source != null && !source.startsWith("/") && isBind(mount);
            absolute.add(relative ? at(mount, directory.resolve(source).normalize()) : mount);
        }
        return absolute;
    }

    private static Mount at(Mount mount, Path source) {
        return new Mount(
                mount.destination(),
                mount.type(),
                source.toString(),
                mount.options(),
                mount.uidMappings(),
                mount.gidMappings());
    }

    private static boolean isBind(Mount mount) {
        return "bind".equals(mount.type())
                || mount.options().contains("bind")
                || mount.options().contains("rbind");
    }

    /** The first process, which every bundle that could be read has. */
    public Process process() {
        return Objects.requireNonNull(spec.process());
    }

    /** What is run at points of the container's life. */
    public ContainerHooks hooks(String id) {
        return ContainerHooks.of(id, spec, directory);
    }

    /** The same, with a terminal of that size. */
    public Bundle withConsole(Box size) {
        Process sized = process().toBuilder().consoleSize(size).build();
        return new Bundle(directory, document, spec.toBuilder().process(sized).build());
    }

    /** The same, with more variables for its first process. */
    public Bundle withEnvironment(List<String> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<String> env = new ArrayList<>(process().env());
        env.addAll(more);
        Process told = process().toBuilder().env(env).build();
        return new Bundle(directory, document, spec.toBuilder().process(told).build());
    }

    /** The same, with one more mount. */
    public Bundle withMount(Mount more) {
        List<Mount> mounts = new ArrayList<>(spec.mounts());
        mounts.add(more);
        return new Bundle(directory, document, spec.toBuilder().mounts(mounts).build());
    }

    /** The root file system. */
    public Path rootfs() {
        Root root = spec.root();
        if (root == null || root.path().isEmpty()) {
            throw new InvalidArgumentException("root must be specified");
        }
        Path rootfs = directory.resolve(root.path()).normalize();
        if (!Files.isDirectory(rootfs)) {
            throw new NotFoundException("invalid rootfs: stat %s: no such file or directory".formatted(rootfs));
        }
        return rootfs;
    }
}
