package io.jdock.runc.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Cpu;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Pids;
import io.jdock.oci.runtime.Resources;
import io.jdock.runc.flags.FlagSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits on the command line. */
final class ResourceFlagsTest {

    @Test
    void whatIsNotGivenIsAbsent() {
        Resources none = parse();

        assertEquals(Cpu.builder().build(), none.cpu());
        assertEquals(Memory.builder().build(), none.memory());
        assertNull(none.pids());
        assertNull(none.blockIO());
    }

    @Test
    void whatIsGivenIsThere() {
        Resources some = parse(
                "--memory", "64m", "--memory-swap", "-1", "--cpu-quota=-1", "--cpuset-cpus", "0-1", "--pids-limit=-1");

        assertEquals(Memory.builder().limit(64L << 20).swap(-1L).build(), some.memory());
        assertEquals(Cpu.builder().quota(-1L).cpus("0-1").build(), some.cpu());
        assertEquals(new Pids(-1L), some.pids());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--memory=x|invalid value for memory: invalid size: 'x'",
                "--cpu-share=x|invalid value for cpu-share: strconv.ParseUint: parsing \"x\": invalid syntax",
                "--cpu-share=-1|invalid value for cpu-share: strconv.ParseUint: parsing \"-1\": invalid syntax",
                "--cpu-quota=y|invalid value for cpu-quota: strconv.ParseInt: parsing \"y\": invalid syntax",
                "--l3-cache-schema=L3:0=f|Intel RDT/CAT: l3 cache schema is not enabled",
            })
    void whatIsNoLimitIsRefusedInRuncsWords(String flag, String text) {
        assertEquals(
                text,
                assertThrows(InvalidArgumentException.class, () -> parse(flag)).text());
    }

    private static Resources parse(String... words) {
        FlagSet set = new FlagSet();
        ResourceFlags flags = new ResourceFlags(set);
        set.parse(List.of(words));
        return flags.resources();
    }
}
