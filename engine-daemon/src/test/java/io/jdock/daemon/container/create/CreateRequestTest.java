package io.jdock.daemon.container.create;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CreateRequestTest {

    /** What {@code docker run -d --name web -p 8080:80 httpd:latest} of docker 28.2 sends, every field of it. */
    private static final String DOCKER_RUN = """
            {"Hostname":"","Domainname":"","User":"","AttachStdin":false,"AttachStdout":false,"AttachStderr":false,
            "ExposedPorts":{"80/tcp":{}},"Tty":false,"OpenStdin":false,"StdinOnce":false,"Env":null,"Cmd":null,
            "Image":"httpd:latest","Volumes":{},"WorkingDir":"","Entrypoint":null,"OnBuild":null,"Labels":{},
            "HostConfig":{"Binds":null,"ContainerIDFile":"","LogConfig":{"Type":"","Config":{}},"NetworkMode":"default",
            "PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}]},
            "RestartPolicy":{"Name":"no","MaximumRetryCount":0},"AutoRemove":false,"VolumeDriver":"","VolumesFrom":null,
            "ConsoleSize":[0,0],"CapAdd":null,"CapDrop":null,"CgroupnsMode":"","Dns":[],"DnsOptions":[],"DnsSearch":[],
            "ExtraHosts":null,"GroupAdd":null,"IpcMode":"","Cgroup":"","Links":null,"OomScoreAdj":0,"PidMode":"",
            "Privileged":false,"PublishAllPorts":false,"ReadonlyRootfs":false,"SecurityOpt":null,"UTSMode":"",
            "UsernsMode":"","ShmSize":0,"Isolation":"","CpuShares":0,"Memory":0,"NanoCpus":0,"CgroupParent":"",
            "BlkioWeight":0,"BlkioWeightDevice":[],"BlkioDeviceReadBps":[],"BlkioDeviceWriteBps":[],
            "BlkioDeviceReadIOps":[],"BlkioDeviceWriteIOps":[],"CpuPeriod":0,"CpuQuota":0,"CpuRealtimePeriod":0,
            "CpuRealtimeRuntime":0,"CpusetCpus":"","CpusetMems":"","Devices":[],"DeviceCgroupRules":null,
            "DeviceRequests":null,"MemoryReservation":0,"MemorySwap":0,"MemorySwappiness":-1,"OomKillDisable":false,
            "PidsLimit":0,"Ulimits":[],"CpuCount":0,"CpuPercent":0,"IOMaximumIOps":0,"IOMaximumBandwidth":0,
            "MaskedPaths":null,"ReadonlyPaths":null},
            "NetworkingConfig":{"EndpointsConfig":{"default":{"IPAMConfig":null,"Links":null,"Aliases":null,
            "MacAddress":"","DriverOpts":null,"GwPriority":0,"NetworkID":"","EndpointID":"","Gateway":"","IPAddress":"",
            "IPPrefixLen":0,"IPv6Gateway":"","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"DNSNames":null}}}}""";

    @Test
    void takesWhatTheDockerCliSends() {
        CreateRequest request = parse(DOCKER_RUN);

        assertEquals("httpd:latest", request.config().image());
        assertEquals(List.of(), request.config().process().cmd());
        assertEquals(
                "8080",
                request.host()
                        .portBindings()
                        .getOrDefault("80/tcp", List.of())
                        .getFirst()
                        .hostPort());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"Volumes\":{\"/data\":{}}|Volumes is not supported: {\"/data\":{}}",
                "\"Healthcheck\":{\"Test\":[\"CMD\",\"x\"]}|"
                        + "Healthcheck is not supported: {\"Test\":[\"CMD\",\"x\"]}",
                "\"HostConfig\":{\"BlkioWeight\":10}|HostConfig.BlkioWeight is not supported: 10",
                "\"HostConfig\":{\"Init\":true}|HostConfig.Init is not supported: true",
                "\"hostconfig\":{\"init\":true}|HostConfig.init is not supported: true",
                "\"HostConfig\":{\"StorageOpt\":{\"size\":\"1G\"}}|"
                        + "HostConfig.StorageOpt is not supported: {\"size\":\"1G\"}",
                "\"NetworkingConfig\":{\"EndpointsConfig\":{\"bridge\":{\"MacAddress\":\"02:42:ac:11:00:02\"}}}|"
                        + "NetworkingConfig.EndpointsConfig.MacAddress is not supported: \"02:42:ac:11:00:02\"",
            })
    void refusesAFieldThatWouldNotBeHonouredByItsName(String field, String message) {
        var error = assertThrows(
                InvalidArgumentException.class, () -> parse("{\"Image\":\"busybox\",%s}".formatted(field)));

        assertEquals(message, error.text());
    }

    @Test
    void letsNeutralValuesPass() {
        CreateRequest request = parse("""
                {"Image":"busybox","Healthcheck":{"Test":["NONE"]},"HostConfig":{"Init":false,"Isolation":"default"},
                 "SomethingNew":17}""");

        assertEquals("busybox", request.config().image());
    }

    @Test
    void refusesAnEmptyBody() {
        assertThrows(InvalidArgumentException.class, () -> parse("{}"));
    }

    private static CreateRequest parse(String json) {
        return CreateRequest.parse(EngineJson.read(json.getBytes(UTF_8), JsonNode.class));
    }
}
