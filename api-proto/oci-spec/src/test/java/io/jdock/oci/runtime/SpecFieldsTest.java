package io.jdock.oci.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No property is forgotten by the hand-written readers and writers. */
final class SpecFieldsTest {

    /** Components that are not called as their property is. */
    static final Map<String, String> RENAMED = Map.of(
            "containerId", "containerID",
            "hostId", "hostID",
            "kind", "class",
            "execCpuAffinity", "execCPUAffinity",
            "end", "final");

    @Test
    void writesAndReadsEveryPropertyOfASpec() throws ReflectiveOperationException {
        Filled filled = new Filled();
        Spec spec = filled.make(Spec.class);

        byte[] json = SpecJson.write(spec);

        assertEquals(spec, SpecJson.read(json));
        for (RecordComponent part : filled.components()) {
            String property = RENAMED.getOrDefault(part.getName(), part.getName());
            assertTrue(
                    new String(json, UTF_8).contains("\"" + property + "\":"),
                    part.getDeclaringRecord().getSimpleName() + "." + property);
        }
    }

    @Test
    void writesAndReadsEveryPropertyOfAProcessAndOfResources() throws ReflectiveOperationException {
        Process process = new Filled().make(Process.class);
        Resources resources = new Filled().make(Resources.class);

        assertEquals(process, SpecJson.readProcess(SpecJson.write(process)));
        assertEquals(resources, SpecJson.readResources(SpecJson.write(resources)));
    }

    @Test
    void leavesAbsentPropertiesOut() {
        assertEquals("{}", new String(SpecJson.write(Resources.builder().build()), UTF_8));
        assertEquals(
                "{\"ociVersion\":\"1.0.2\",\"linux\":{\"seccomp\":{\"defaultAction\":\"SCMP_ACT_LOG\"}}}",
                new String(
                        SpecJson.write(Spec.builder()
                                .linux(Linux.builder()
                                        .seccomp(new Seccomp(
                                                "SCMP_ACT_LOG", null, List.of(), null, null, null, List.of()))
                                        .build())
                                .build()),
                        UTF_8));
    }
}
