package io.jdock.engine.api.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CreateRequestJsonTest {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Test
    void readsTheGroupsFromFieldsThatStandSideBySide() throws IOException {
        var config = JSON.readValue("""
                {"Hostname":"web","User":"www-data","Env":["A=b"],"Cmd":["sleep","1"],"Tty":true,"OpenStdin":true,
                 "Image":"busybox","StopSignal":"SIGINT","StopTimeout":3,"ExposedPorts":{"80/tcp":{}},"Unknown":1}""", ContainerConfig.class);

        assertEquals("web", config.hostname());
        assertEquals(new ProcessConfig("www-data", List.of("A=b"), List.of("sleep", "1"), null, ""), config.process());
        assertEquals(new StreamConfig(false, false, false, true, true, false), config.streams());
        assertEquals(new StopConfig("SIGINT", 3), config.stop());
        assertEquals(Map.of("80/tcp", Map.of()), config.exposedPorts());
    }

    @Test
    void takesOneStringForACommandOfOneWord() throws IOException {
        var config = JSON.readValue("{\"Cmd\":\"date\",\"Entrypoint\":\"env\"}", ContainerConfig.class);

        assertEquals(List.of("date"), config.process().cmd());
        assertEquals(List.of("env"), config.process().entrypoint());
    }

    @Test
    void tellsAMissingEntrypointFromAnEmptyOne() throws IOException {
        assertNull(JSON.readValue("{\"Entrypoint\":null}", ContainerConfig.class)
                .process()
                .entrypoint());
        assertEquals(
                List.of(),
                JSON.readValue("{\"Entrypoint\":[]}", ContainerConfig.class)
                        .process()
                        .entrypoint());
    }

    @Test
    void readsNullAsEmpty() throws IOException {
        var config = JSON.readValue(
                "{\"Binds\":null,\"NetworkMode\":\"default\",\"PidsLimit\":null,\"MaskedPaths\":null,\"CapAdd\":null}",
                HostConfig.class);

        assertEquals(List.of(), config.storage().binds());
        assertEquals("default", config.namespaces().network());
        assertNull(config.resources().pidsLimit());
        assertNull(config.security().maskedPaths());
        assertEquals(List.of(), config.security().capAdd());
        assertEquals(RestartPolicy.NO, config.restartPolicy());
    }

    @Test
    void writesWhatItReads() throws IOException {
        var config = JSON.readValue("""
                {"Memory":67108864,"NanoCpus":500000000,"Ulimits":[{"Name":"nofile","Soft":10,"Hard":20}],
                 "PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}]},"Tmpfs":{"/t":"size=1m"},
                 "Mounts":[{"Type":"bind","Source":"/etc","Target":"/e","ReadOnly":true}],"Dns":["1.1.1.1"]}""", HostConfig.class);

        JsonNode written = JSON.valueToTree(config);

        assertEquals(67108864, written.get("Memory").asLong());
        assertEquals("8080", written.at("/PortBindings/80~1tcp/0/HostPort").asText());
        assertEquals(config, JSON.treeToValue(written, HostConfig.class));
    }
}
