package io.jdock.daemon.container.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.InternalException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The cgroup that an engine keeps its containers under, so that engines side by side do not meet. systemd's is a slice of the
 * machine's, where containers tell themselves apart by their ids.
 *
 * @param path below the root of each hierarchy, with a slash in front; or the name of a slice
 * @param systemd whether systemd makes the cgroups
 */
public record CgroupParent(String path, boolean systemd) {

    /** Docker's usual one, too. */
    private static final String SLICE = "system.slice";

    private static final Path DEFAULT_EXEC_ROOT = Path.of("/run/jdock");

    private static final Path HIERARCHIES = Path.of("/sys/fs/cgroup");

    /** {@code /jdock} for the engine on the default path, {@code /jdock-XXXXXXXX} for one elsewhere. */
    public static CgroupParent of(Path execRoot, boolean systemd) {
        if (systemd) {
            return new CgroupParent(SLICE, true);
        }
        Path path = execRoot.toAbsolutePath().normalize();
        if (path.equals(DEFAULT_EXEC_ROOT)) {
            return new CgroupParent("/jdock", false);
        }
        CRC32C checksum = new CRC32C();
        checksum.update(path.toString().getBytes(UTF_8));
        return new CgroupParent("/jdock-" + HexFormat.of().toHexDigits((int) checksum.getValue()), false);
    }

    /** What a spec calls the cgroup of a container. */
    public String cgroupsPath(String id) {
        return systemd ? path + ":jdock:" + id : path + "/" + id;
    }

    /**
     * Removes it from every hierarchy, of either version, where no container is left in it.
     *
     * @throws InternalException when one is
     */
    public void remove() {
        if (systemd) {
            // It is not ours.
            return;
        }
        try {
            remove(HIERARCHIES);
            try (DirectoryStream<Path> controllers = Files.newDirectoryStream(HIERARCHIES, Files::isDirectory)) {
                for (Path controller : controllers) {
                    remove(controller);
                }
            }
        } catch (IOException e) {
            throw new InternalException("remove cgroup %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private void remove(Path hierarchy) throws IOException {
        Path own = hierarchy.resolve(path.substring(1));
        if (Files.isDirectory(own) && !Files.isSymbolicLink(hierarchy)) {
            Files.delete(own);
        }
    }
}
