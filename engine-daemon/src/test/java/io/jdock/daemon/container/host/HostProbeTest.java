package io.jdock.daemon.container.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostProbeTest {

    private static final List<String> MEMBERSHIP = List.of("0::/system.slice/jdock.service");

    @TempDir
    Path cgroups;

    private void make(String file) throws IOException {
        Path path = cgroups.resolve(file);
        Files.createDirectories(path.getParent());
        Files.createFile(path);
    }

    @Test
    void findsTheLimitOfSwapOfVersion1AtItsRoot() throws IOException {
        make("memory/memory.limit_in_bytes");
        assertFalse(HostProbe.limitsSwap(cgroups, List.of("4:memory:/")));

        make("memory/memory.memsw.limit_in_bytes");
        assertTrue(HostProbe.limitsSwap(cgroups, List.of("4:memory:/")));
    }

    @Test
    void findsTheLimitOfSwapOfVersion2WhereWeAre() throws IOException {
        make("cgroup.controllers");
        make("system.slice/jdock.service/memory.max");
        assertFalse(HostProbe.limitsSwap(cgroups, MEMBERSHIP));

        make("system.slice/jdock.service/memory.swap.max");
        assertTrue(HostProbe.limitsSwap(cgroups, MEMBERSHIP));
    }

    @Test
    void looksBelowTheRootOfVersion2WhichHasNoLimits() throws IOException {
        make("cgroup.controllers");
        assertFalse(HostProbe.limitsSwap(cgroups, List.of("0::/")));

        make("jdock/memory.swap.max");
        assertTrue(HostProbe.limitsSwap(cgroups, List.of("0::/")));
    }

    @Test
    void countsProcessors() {
        assertEquals(5, HostProbe.lastCpu("0-3,5"));
    }
}
