package io.jdock.daemon.container.host;

import io.jdock.daemon.container.spec.HostFacts;
import io.jdock.errdefs.InternalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@link HostFacts} from proc and sysfs. */
public final class HostProbe {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final String UNIFIED = "0::/";
    private static final String SWAP = "memory.swap.max";
    private static final String BOUNDING = "CapBnd:";

    private HostProbe() {}

    /** @throws InternalException when proc or sysfs is not mounted or not readable */
    public static HostFacts read() {
        try {
            return facts();
        } catch (IOException e) {
            throw new InternalException("read what the host can do: " + e.getMessage(), e);
        }
    }

    private static HostFacts facts() throws IOException {
        return new HostFacts(
                lastCpu(Files.readString(Path.of("/sys/devices/system/cpu/online"))
                                .strip())
                        + 1,
                Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(),
                Files.exists(CGROUPS.resolve("cgroup.controllers")),
                limitsSwap(CGROUPS, Files.readAllLines(Path.of("/proc/self/cgroup"))),
                boundingCapabilities(Files.readAllLines(STATUS)));
    }

    /**
     * Whether the kernel accounts for swap. Version 1 shows that at its root; version 2 in any cgroup but that one, such as ours,
     * or the others below the root if that is where we are.
     *
     * @param membership lines of {@code /proc/self/cgroup}
     */
    static boolean limitsSwap(Path cgroups, List<String> membership) throws IOException {
        if (!Files.exists(cgroups.resolve("cgroup.controllers"))) {
            return Files.exists(cgroups.resolve("memory/memory.memsw.limit_in_bytes"));
        }
        for (String line : membership) {
            if (line.startsWith(UNIFIED)
                    && Files.exists(
                            cgroups.resolve(line.substring(UNIFIED.length())).resolve(SWAP))) {
                return true;
            }
        }
        try (Stream<Path> children = Files.list(cgroups)) {
            return children.anyMatch(child -> Files.exists(child.resolve(SWAP)));
        }
    }

    /** Reads the highest number of {@code 0-3,5}. */
    static int lastCpu(String ranges) {
        int separator = Math.max(ranges.lastIndexOf(','), ranges.lastIndexOf('-'));
        return Integer.parseInt(ranges.substring(separator + 1));
    }

    static Set<String> boundingCapabilities(List<String> status) {
        Set<String> names = new HashSet<>();
        for (String line : status) {
            if (line.startsWith(BOUNDING)) {
                long bits =
                        Long.parseUnsignedLong(line.substring(BOUNDING.length()).strip(), 16);
                List<String> all = HostFacts.capabilityNames();
                for (int number = 0; number < all.size(); number++) {
                    if ((bits >>> number & 1) == 1) {
                        names.add(all.get(number));
                    }
                }
            }
        }
        return names;
    }
}
