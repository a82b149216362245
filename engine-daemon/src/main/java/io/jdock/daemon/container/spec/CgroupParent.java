package io.jdock.daemon.container.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Names the cgroup that an engine keeps its containers under, so that engines side by side do not meet. */
public final class CgroupParent {

    private static final Path DEFAULT_EXEC_ROOT = Path.of("/run/jdock");

    private CgroupParent() {}

    /** {@code /jdock} for the engine on the default path, {@code /jdock-XXXXXXXX} for one elsewhere. */
    public static String of(Path execRoot) {
        Path path = execRoot.toAbsolutePath().normalize();
        if (path.equals(DEFAULT_EXEC_ROOT)) {
            return "/jdock";
        }
        CRC32C checksum = new CRC32C();
        checksum.update(path.toString().getBytes(UTF_8));
        return "/jdock-" + HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
