package io.jdock.daemon.container.spec;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostConfigCheckTest {

    private final HostConfigCheck check = new HostConfigCheck(SpecFixtures.FACTS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"Memory\":1000}|Minimum memory limit allowed is 6MB",
                "{\"Memory\":8000000,\"MemorySwap\":1000}|"
                        + "Minimum memoryswap limit should be larger than memory limit, see usage",
                "{\"MemorySwap\":1000}|You should always set the Memory limit when using Memoryswap limit, see usage",
                "{\"Memory\":8000000,\"MemoryReservation\":9000000}|"
                        + "Minimum memory limit can not be less than memory reservation limit, see usage",
                "{\"NanoCpus\":99000000000}|"
                        + "Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available",
                "{\"NanoCpus\":1000000000,\"CpuQuota\":10000}|"
                        + "Conflicting options: Nano CPUs and CPU Quota cannot both be set",
                "{\"CpuPeriod\":10}|"
                        + "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)",
                "{\"CpuQuota\":10}|CPU cfs quota can not be less than 1ms (i.e. 1000)",
                "{\"CpusetCpus\":\"9\"}|Requested CPUs are not available - requested 9, available: 0-1",
                "{\"CpusetCpus\":\"a\"}|Invalid value a for cpuset cpus: invalid format: a",
                "{\"OomScoreAdj\":2000}|Invalid value 2000, range for oom score adj is [-1000, 1000]",
                "{\"ShmSize\":-1}|SHM size can not be less than 0",
                "{\"CapAdd\":[\"FOO\"]}|invalid CapAdd: unknown capability: \"CAP_FOO\"",
                "{\"RestartPolicy\":{\"Name\":\"foo\"}}|invalid restart policy 'foo'",
                "{\"RestartPolicy\":{\"Name\":\"always\"},\"AutoRemove\":true}|"
                        + "can't create 'AutoRemove' container with restart policy",
                "{\"Binds\":[\"/foo:bar\"]}|invalid volume specification: '/foo:bar': invalid mount config for type "
                        + "\"bind\": invalid mount path: 'bar' mount path must be absolute",
                "{\"Tmpfs\":{\"x\":\"\"}}|invalid mount path: 'x' mount path must be absolute",
                "{\"Sysctls\":{\"kernel.panic\":\"1\"}}|"
                        + "sysctl 'kernel.panic' is not allowed: it would change the host",
                "{\"Sysctls\":{\"net.core.somaxconn\":\"1\"},\"NetworkMode\":\"host\"}|"
                        + "sysctl 'net.core.somaxconn' is not allowed: it would change the host",
                "{\"Sysctls\":{\"net.../../kernel.panic\":\"1\"}}|"
                        + "sysctl 'net.../../kernel.panic' is not allowed: it would change the host",
                "{\"Ulimits\":[{\"Name\":\"foo\"}]}|invalid ulimit type: foo",
                "{\"DeviceCgroupRules\":[\"x\"]}|invalid device cgroup rule format: 'x'",
                "{\"PidMode\":\"container:x\"}|invalid PID mode: container:x",
                "{\"SecurityOpt\":[\"foo=bar\"]}|invalid --security-opt: \"foo=bar\"",
            })
    void refusesInDockersWords(String host, String message) {
        var error = assertThrows(InvalidArgumentException.class, () -> check.check(SpecFixtures.host(host)));

        assertEquals(message, error.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Memory\":6291456,\"MemorySwap\":-1}",
                "{\"CpusetCpus\":\"0-1\"}",
                "{\"NanoCpus\":2000000000}",
                "{\"Sysctls\":{\"net.ipv4.ip_forward\":\"1\",\"kernel.shmmax\":\"1\"}}",
                "{\"SecurityOpt\":[\"no-new-privileges\",\"apparmor=unconfined\"]}",
                "{\"Binds\":[\"/a:/b:ro,z\"],\"Tmpfs\":{\"/c\":\"size=1m,mode=700\"}}",
                "{\"RestartPolicy\":{\"Name\":\"on-failure\",\"MaximumRetryCount\":3}}",
            })
    void acceptsWhatCanBePutInForce(String host) {
        assertDoesNotThrow(() -> check.check(SpecFixtures.host(host)));
    }
}
