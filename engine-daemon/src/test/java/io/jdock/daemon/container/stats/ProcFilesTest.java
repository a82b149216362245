package io.jdock.daemon.container.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.engine.api.container.ContainerStats;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files of proc that figures come from. */
final class ProcFilesTest {

    @Test
    void machineUseIsTheSumOfTheFirstSevenFigures() {
        MachineUse use = MachineUse.parse(List.of(
                "cpu  10 20 30 40 50 60 70 8000 9000 10000",
                "cpu0 5 10 15 20 25 30 35 4000 4500 5000",
                "cpu1 5 10 15 20 25 30 35 4000 4500 5000",
                "intr 123456"));

        assertEquals(new MachineUse(280 * 10_000_000L, 2), use);
    }

    @Test
    void theMachineItselfIsReadable() {
        MachineUse use = MachineUse.now();

        assertTrue(use.nanos() > 0 && use.processors() > 0, use::toString);
        assertTrue(MachineMemory.bytes() > 1 << 20);
    }

    @Test
    void interfacesAreNamedAndLoopbackIsLeftOut() {
        Map<String, ContainerStats.Network> counters = InterfaceCounters.parse(List.of(
                "Inter-|   Receive                                                |  Transmit",
                " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls",
                "    lo:    5000      50    0    0    0     0          0         0     5000      50    0    0    0     0"
                        + "       0          0",
                "  eth0: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0"));

        assertEquals(Map.of("eth0", new ContainerStats.Network(1, 2, 3, 4, 5, 6, 7, 8)), counters);
    }

    @Test
    void anEndedProcessHasNoInterfaces() {
        assertEquals(Map.of(), InterfaceCounters.of(Integer.MAX_VALUE));
    }
}
