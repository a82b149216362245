package io.jdock.libcontainer.capabilities;

import io.jdock.linux.At;
import io.jdock.linux.Capability;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.StreamCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * What this process may do and give away; read once, as a service does not change it.
 *
 * @param available permitted to us and in our bounding set
 * @param last the highest capability number that the kernel knows
 */
public record OwnCapabilities(Set<Capability> available, int last) {

    public OwnCapabilities {
        available = Set.copyOf(available);
    }

    public static OwnCapabilities current() {
        return Current.VALUE;
    }

    public boolean has(Capability capability) {
        return available.contains(capability);
    }

    private static final class Current {

        static final OwnCapabilities VALUE = read();

        private static OwnCapabilities read() {
            try {
                long bits = -1;
                for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                    if (line.startsWith("CapPrm:") || line.startsWith("CapBnd:")) {
                        bits &= Long.parseUnsignedLong(line.substring(7).strip(), 16);
                    }
                }
                Set<Capability> available = EnumSet.noneOf(Capability.class);
                for (Capability capability : Capability.values()) {
                    if ((bits >> capability.number() & 1) != 0) {
                        available.add(capability);
                    }
                }
                return new OwnCapabilities(available, lastCapability());
            } catch (IOException e) {
                throw new UncheckedIOException("read this process's capabilities", e);
            }
        }

        /** Read in one call: the files of {@code /proc/sys} are at their end after the first, and Java's reads start small. */
        private static int lastCapability() {
            try (Fd file = FileCalls.open(At.FDCWD, "/proc/sys/kernel/cap_last_cap", OpenFlags.RDONLY, 0)) {
                return Integer.parseInt(new String(StreamCalls.read(file, 16), StandardCharsets.US_ASCII).strip());
            }
        }
    }
}
