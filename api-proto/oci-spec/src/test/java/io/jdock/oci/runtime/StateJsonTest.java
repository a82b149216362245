package io.jdock.oci.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The documents that a runtime writes of its own accord, as runtime.md, config-linux.md and features.md describe them. */
final class StateJsonTest {

    private static final State RUNNING = new State("1.3.0", "c1", "running", 42, "/b", Map.of("k", "v"));

    private static final String RUNNING_JSON =
            "{\"ociVersion\":\"1.3.0\",\"id\":\"c1\",\"status\":\"running\",\"pid\":42,"
                    + "\"bundle\":\"/b\",\"annotations\":{\"k\":\"v\"}}";

    @Test
    void writesAndReadsTheStateOfAContainer() {
        assertEquals(RUNNING_JSON, new String(SpecJson.write(RUNNING), UTF_8));
        assertEquals(RUNNING, SpecJson.readState(RUNNING_JSON.getBytes(UTF_8)));
    }

    @Test
    void aStoppedContainerHasNoProcess() {
        State stopped = new State("1.3.0", "c1", "stopped", 0, "/b", Map.of());

        String json = new String(SpecJson.write(stopped), UTF_8);

        assertEquals("{\"ociVersion\":\"1.3.0\",\"id\":\"c1\",\"status\":\"stopped\",\"bundle\":\"/b\"}", json);
        assertEquals(stopped, SpecJson.readState(json.getBytes(UTF_8)));
    }

    @Test
    void refusesAStateWithoutWhatEachHas() {
        var error = assertThrows(
                InvalidArgumentException.class, () -> SpecJson.readState("{\"ociVersion\":\"1.3.0\"}".getBytes(UTF_8)));

        assertEquals("read a container's state: \"id\" is missing", error.text());
    }

    @Test
    void writesWhatASeccompAgentIsTold() {
        var process =
                new ContainerProcessState("1.3.0", List.of(ContainerProcessState.SECCOMP_FD), 42, "meta", RUNNING);

        assertEquals(
                "{\"ociVersion\":\"1.3.0\",\"fds\":[\"seccompFd\"],\"pid\":42,\"metadata\":\"meta\",\"state\":"
                        + RUNNING_JSON + "}",
                new String(SpecJson.write(process), UTF_8));
    }

    @Test
    void writesFeaturesWithoutLeavingOutWhatThereIsNoneOf() {
        Features features = new Features(
                "1.0.0",
                "1.3.0",
                List.of(),
                List.of("ro"),
                new Features.Linux(
                        List.of("mount"),
                        List.of("CAP_KILL"),
                        new Features.Cgroup(true, true, false, false, true),
                        new Features.Seccomp(
                                true, List.of("a"), List.of("o"), List.of("x"), List.of("k"), List.of("s")),
                        true,
                        false,
                        new Features.IntelRdt(true, false, true),
                        new Features.MemoryPolicy(List.of("m"), List.of("f")),
                        true,
                        false),
                Map.of(),
                List.of("org.example."));

        assertEquals("""
                {"ociVersionMin":"1.0.0","ociVersionMax":"1.3.0","hooks":[],"mountOptions":["ro"],"linux":{\
                "namespaces":["mount"],"capabilities":["CAP_KILL"],\
                "cgroup":{"v1":true,"v2":true,"systemd":false,"systemdUser":false,"rdma":true},\
                "seccomp":{"enabled":true,"actions":["a"],"operators":["o"],"archs":["x"],"knownFlags":["k"],\
                "supportedFlags":["s"]},"apparmor":{"enabled":true},"selinux":{"enabled":false},\
                "intelRdt":{"enabled":true,"schemata":false,"monitoring":true},\
                "memoryPolicy":{"modes":["m"],"flags":["f"]},"mountExtensions":{"idmap":{"enabled":true}},\
                "netDevices":{"enabled":false}},"annotations":{},"potentiallyUnsafeConfigAnnotations":["org.example."]}""", new String(SpecJson.write(features), UTF_8));
    }
}
