package io.jdock.daemon.container.create;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ExecutionConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConfigMergeTest {

    private static final ExecutionConfig IMAGE =
            Documents.read("""
            {"User":"www","Env":["PATH=/bin","A=image"],"Entrypoint":["/entry"],"Cmd":["serve"],"WorkingDir":"/srv",
             "ExposedPorts":{"80/tcp":{}},"Labels":{"a":"image","b":"image"},"StopSignal":"SIGWINCH"}""".getBytes(UTF_8), ExecutionConfig.class, "the test's image");

    @Test
    void takesEverythingFromTheImageThatTheClientLeavesOpen() {
        ContainerConfig merged = merge("{}");

        assertEquals(List.of("/entry"), merged.process().entrypoint());
        assertEquals(List.of("serve"), merged.process().cmd());
        assertEquals("www", merged.process().user());
        assertEquals("/srv", merged.process().workingDir());
        assertEquals("SIGWINCH", merged.stop().signal());
        assertEquals(Set.of("80/tcp"), merged.exposedPorts().keySet());
    }

    @Test
    void keepsTheImagesEntryPointForACommandOfTheClients() {
        ContainerConfig merged = merge("{\"Cmd\":[\"other\"]}");

        assertEquals(List.of("/entry"), merged.process().entrypoint());
        assertEquals(List.of("other"), merged.process().cmd());
    }

    @Test
    void dropsTheImagesCommandForAnEntryPointOfTheClients() {
        ContainerConfig merged = merge("{\"Entrypoint\":[\"sh\"]}");

        assertEquals(List.of("sh"), merged.process().entrypoint());
        assertEquals(List.of(), merged.process().cmd());
    }

    @Test
    void takesAnEmptyWordForNoEntryPoint() {
        ContainerConfig merged = merge("{\"Entrypoint\":[\"\"],\"Cmd\":[\"date\"]}");

        assertNull(merged.process().entrypoint());
        assertEquals(List.of("date"), merged.process().cmd());
    }

    @Test
    void unitesEnvironmentAndLabelsWithTheClientsWordLast() {
        ContainerConfig merged = merge("{\"Env\":[\"A=client\",\"B=1\"],\"Labels\":{\"b\":\"client\"}}");

        assertEquals(List.of("PATH=/bin", "A=client", "B=1"), merged.process().env());
        assertEquals(Map.of("a", "image", "b", "client"), merged.labels());
    }

    @Test
    void removesAVariableThatTheClientNamesWithoutAValue() {
        assertEquals(List.of("PATH=/bin"), merge("{\"Env\":[\"A\"]}").process().env());
    }

    private static ContainerConfig merge(String asked) {
        return ConfigMerge.merge(EngineJson.read(asked.getBytes(UTF_8), ContainerConfig.class), IMAGE);
    }
}
