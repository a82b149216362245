package io.jdock.oci.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SpecJsonTest {

    @Test
    void readsAnAbsentCollectionAsEmptyAndAnAbsentNumberAsNull() {
        Spec spec =
                SpecJson.read("{\"ociVersion\":\"1.0.2\",\"linux\":{\"resources\":{\"memory\":{}}}}".getBytes(UTF_8));

        assertEquals(List.of(), spec.mounts());
        assertEquals(Map.of(), spec.annotations());
        Resources resources = requireNonNull(requireNonNull(spec.linux()).resources());
        assertNull(requireNonNull(resources.memory()).limit());
    }

    @Test
    void keepsAllSixtyFourBitsOfAnUnsignedNumber() {
        String json =
                "{\"args\":[\"sh\"],\"rlimits\":[{\"type\":\"RLIMIT_CORE\",\"hard\":18446744073709551615,\"soft\":0}]}";

        Process process = SpecJson.readProcess(json.getBytes(UTF_8));

        assertEquals(Rlimit.INFINITY, process.rlimits().getFirst().hard());
        assertTrue(new String(SpecJson.write(process), UTF_8).contains("\"hard\":18446744073709551615,\"soft\":0"));
    }

    @Test
    void writesWhatItRead() {
        Linux linux = Linux.builder()
                .namespaces(List.of(
                        Namespace.fresh(Namespace.Kind.PID), new Namespace(Namespace.Kind.NETWORK, "/proc/1/ns/net")))
                .uidMappings(List.of(new IdMapping(0, 100_000, 65_536)))
                .sysctl(Map.of("net.ipv4.ip_forward", "1"))
                .build();
        Spec spec = Spec.builder()
                .process(Process.builder().args(List.of("true")).build())
                .root(new Root("rootfs", false))
                .mounts(List.of(new Mount("/proc", "proc", "proc", List.of("nosuid"))))
                .linux(linux)
                .build();

        byte[] json = SpecJson.write(spec);

        assertEquals(spec, SpecJson.read(json));
        assertTrue(new String(json, UTF_8).contains("\"containerID\":0,\"hostID\":100000"));
    }

    @Test
    void ignoresPropertiesItDoesNotKnow() {
        assertEquals(
                "1.3.0",
                SpecJson.read("{\"ociVersion\":\"1.3.0\",\"zos\":{\"x\":[1]}}".getBytes(UTF_8))
                        .ociVersion());
    }

    @Test
    void namesTheMissingProperty() {
        var error = assertThrows(
                InvalidArgumentException.class,
                () -> SpecJson.read("{\"mounts\":[{\"type\":\"proc\"}]}".getBytes(UTF_8)));

        assertTrue(error.text().contains("\"destination\" is missing"), error.text());
    }

    @Test
    void refusesUserIdsTheKernelWouldTakeForMinusOne() {
        byte[] json = "{\"user\":{\"uid\":4294967295,\"gid\":0}}".getBytes(UTF_8);

        var error = assertThrows(InvalidArgumentException.class, () -> SpecJson.readProcess(json));

        assertTrue(error.text().contains("uid 4294967295: outside 0 to 4294967294"), error.text());
    }
}
