package io.jdock.oci.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
    void tellsNoLimitOfTasksFromALimitOfNone() {
        assertNull(requireNonNull(resources("{\"pids\":{}}").pids()).limit());
        assertEquals(
                0, requireNonNull(resources("{\"pids\":{\"limit\":0}}").pids()).limit());
    }

    @Test
    void readsAnUnsignedMinusOneAsSuch() {
        Memory memory = requireNonNull(
                resources("{\"memory\":{\"swappiness\":18446744073709551615}}").memory());

        assertEquals(-1, memory.swappiness());
    }

    private static Resources resources(String json) {
        return SpecJson.readResources(json.getBytes(UTF_8));
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
                () -> SpecJson.read("{\"ociVersion\":\"1.2.0\",\"mounts\":[{\"type\":\"proc\"}]}".getBytes(UTF_8)));

        assertEquals("read a runtime spec: mounts[0]: \"destination\" is missing", error.text());
    }

    @Test
    void namesThePlaceOfAWrongType() {
        assertEquals(
                "read a runtime spec: linux.seccomp.syscalls[0].args[0].value:"
                        + " want a whole number from 0 to 18446744073709551615, got 1e400",
                refused("{\"ociVersion\":\"1.2.0\",\"linux\":{\"seccomp\":{\"defaultAction\":\"\",\"syscalls\":"
                        + "[{\"action\":\"\",\"args\":[{\"index\":0,\"value\":1e400}]}]}}}"));
        assertEquals(
                "read a runtime spec: linux.namespaces[0]: unknown namespace \"net\"",
                refused("{\"ociVersion\":\"1.2.0\",\"linux\":{\"namespaces\":[{\"type\":\"net\"}]}}"));
        assertEquals(
                "read a runtime spec: process.args[0]: want a string, got null",
                refused("{\"ociVersion\":\"1.2.0\",\"process\":{\"args\":[null]}}"));
    }

    @Test
    void refusesWhatTwoReadersMayUnderstandDifferently() {
        assertEquals(
                "read a runtime spec: invalid JSON at offset 38: a second \"ociVersion\" in one object",
                refused("{\"ociVersion\":\"1.2.0\",\"ociVersion\":\"1\"}"));
        assertTrue(refused("{\"ociVersion\":\"\\ud800\"}").contains("half a surrogate pair"));
        assertTrue(refused("{\"ociVersion\":\"1.2.0\"} {}").contains("unexpected text after the value"));
    }

    /** It once got as far as {@code Path.of}, which has errors of its own. */
    @Test
    void refusesAPathWithANul() {
        assertEquals(
                "read a runtime spec: mounts[0].source: a NUL character in a text",
                refused(
                        "{\"ociVersion\":\"1.2.0\",\"mounts\":[{\"destination\":\"/x\",\"source\":\"/tmp/\\u0000\"}]}"));
    }

    @Test
    void refusesADocumentLargerThanItsCallerAllows() throws IOException {
        byte[] json = "{\"ociVersion\":\"1.2.0\"}".getBytes(UTF_8);

        assertEquals(
                "1.2.0",
                SpecJson.read(new ByteArrayInputStream(json), json.length).ociVersion());
        assertThrows(
                InvalidArgumentException.class, () -> SpecJson.read(new ByteArrayInputStream(json), json.length - 1));
    }

    @Test
    void refusesToWriteTextThatNoReaderWouldGetBack() {
        Spec spec = Spec.builder().hostname("\ud800").build();

        assertThrows(InvalidArgumentException.class, () -> SpecJson.write(spec));
    }

    private static String refused(String json) {
        return assertThrows(InvalidArgumentException.class, () -> SpecJson.read(json.getBytes(UTF_8)))
                .text();
    }

    @Test
    void refusesUserIdsTheKernelWouldTakeForMinusOne() {
        byte[] json = "{\"user\":{\"uid\":4294967295,\"gid\":0}}".getBytes(UTF_8);

        var error = assertThrows(InvalidArgumentException.class, () -> SpecJson.readProcess(json));

        assertTrue(error.text().contains("uid 4294967295: outside 0 to 4294967294"), error.text());
    }
}
