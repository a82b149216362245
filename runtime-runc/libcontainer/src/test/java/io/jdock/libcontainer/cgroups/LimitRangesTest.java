package io.jdock.libcontainer.cgroups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.SpecJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LimitRangesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'memory':{'limit':-2}|memory.limit",
                "'memory':{'limit':100,'swap':99}|memory.swap",
                "'memory':{'swappiness':101}|memory.swappiness",
                "'cpu':{'quota':999}|cpu.quota",
                "'cpu':{'period':999}|cpu.period",
                "'cpu':{'period':1000001}|cpu.period",
                "'cpu':{'quota':5000,'burst':5001}|cpu.burst",
                "'cpu':{'idle':2}|cpu.idle",
                "'cpu':{'realtimeRuntime':-2}|cpu.realtimeRuntime",
                "'cpu':{'cpus':'0;1'}|cpu.cpus",
                "'cpu':{'mems':'0\\n1'}|cpu.mems",
                "'blockIO':{'weight':9}|blockIO.weight",
                "'blockIO':{'weightDevice':[{'major':8,'minor':0,'weight':1001}]}|blockIO.weightDevice.weight",
                "'hugepageLimits':[{'pageSize':'2M','limit':1}]|hugepageLimits.pageSize",
                "'hugepageLimits':[{'pageSize':'../2MB','limit':1}]|hugepageLimits.pageSize",
                "'network':{'priorities':[{'name':'eth0 5','priority':1}]}|network.priorities.name",
                "'rdma':{'mlx5_1':{}}|rdma.mlx5_1",
                "'unified':{'../memory.max':'1'}|unified",
                "'unified':{'memory/x.max':'1'}|unified",
                "'unified':{'.max':'1'}|unified",
                "'unified':{'memory':'1'}|unified",
            })
    void refusesByName(String json, String field) {
        var error = assertThrows(InvalidArgumentException.class, () -> LimitRanges.check(resources(json)));

        assertTrue(error.text().startsWith("linux.resources.%s: \"".formatted(field)), error.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'memory':{'limit':-1,'swap':-1,'reservation':0}",
                "'memory':{'limit':100,'swap':100}",
                "'memory':{'limit':100,'swap':-1}",
                "'memory':{'swap':100}",
                "'cpu':{'quota':-1,'burst':5000,'period':0,'shares':0}",
                "'cpu':{'cpus':'0-3:1/2, 7','mems':'all'}",
                "'blockIO':{'weight':0}",
                "'unified':{'hugetlb.1GB.rsvd.max':'1','cgroup.max.descendants':'5'}",
            })
    void accepts(String json) {
        assertDoesNotThrow(() -> LimitRanges.check(resources(json)));
    }

    private static Resources resources(String json) {
        return SpecJson.readResources("{%s}".formatted(json.replace('\'', '"')).getBytes(UTF_8));
    }
}
