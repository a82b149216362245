package io.jdock.libcontainer.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Capability;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.SpecJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a process can be and what is refused before there is one. */
final class ProcessPlanTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "process.scheduler: policy \"SCHED_X\" is unknown|\"scheduler\": {\"policy\": \"SCHED_X\"}",
                "read a runtime spec: scheduler: \"policy\" is missing|\"scheduler\": {}",
                "process.scheduler: nice 20 is outside -20 to 19|\"scheduler\": {\"policy\": \"SCHED_BATCH\", \"nice\": 20}",
                "process.scheduler: priority is for SCHED_FIFO and SCHED_RR, not for SCHED_IDLE|\"scheduler\": {\"policy\": \"SCHED_IDLE\", \"priority\": 1}",
                "process.scheduler: runtime, deadline and period are for SCHED_DEADLINE, not for SCHED_RR|\"scheduler\": {\"policy\": \"SCHED_RR\", \"period\": 1}",
                "process.scheduler: flag \"SCHED_FLAG_X\" is unknown|\"scheduler\": {\"policy\": \"SCHED_OTHER\", \"flags\": [\"SCHED_FLAG_X\"]}",
                "process.ioPriority: class \"IDLE\" is unknown|\"ioPriority\": {\"class\": \"IDLE\"}",
                "process.ioPriority: priority 8 is outside 0 to 7|\"ioPriority\": {\"class\": \"IOPRIO_CLASS_BE\", \"priority\": 8}",
                "process.execCPUAffinity.final: \"3-1\": range 3-1 is upside down|\"execCPUAffinity\": {\"final\": \"3-1\"}",
                "process.execCPUAffinity.initial: \"a\": \"a\" is no number from 0 to 65536|\"execCPUAffinity\": {\"initial\": \"a\"}",
            })
    void whatMakesNoSenseIsRefusedByName(String text, String json) {
        var refusal =
                assertThrows(InvalidArgumentException.class, () -> plan("{\"args\": [\"sh\"], %s}".formatted(json)));

        assertEquals(text, refusal.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linux.personality: domain \"BSD\" is unknown|\"personality\": {\"domain\": \"BSD\"}",
                "linux.personality: no flags are defined, not even X|\"personality\": {\"domain\": \"LINUX\", \"flags\": [\"X\"]}",
                "linux.memoryPolicy: mode \"MPOL_X\" is unknown|\"memoryPolicy\": {\"mode\": \"MPOL_X\"}",
                "linux.memoryPolicy: MPOL_LOCAL takes no nodes|\"memoryPolicy\": {\"mode\": \"MPOL_LOCAL\", \"nodes\": \"0\"}",
                "linux.memoryPolicy: MPOL_BIND takes at least one node|\"memoryPolicy\": {\"mode\": \"MPOL_BIND\"}",
                "linux.memoryPolicy: flag \"MPOL_F_X\" is unknown|\"memoryPolicy\": {\"mode\": \"MPOL_DEFAULT\", \"flags\": [\"MPOL_F_X\"]}",
                "linux.memoryPolicy: nodes \",\" names no number|\"memoryPolicy\": {\"mode\": \"MPOL_BIND\", \"nodes\": \",\"}",
            })
    void whatMakesNoSenseForAContainerIsRefusedByName(String text, String json) {
        Spec spec = SpecJson.read("{\"ociVersion\": \"1.3.0\", \"process\": {\"args\": [\"sh\"]}, \"linux\": {%s}}"
                .formatted(json)
                .getBytes(UTF_8));

        var refusal = assertThrows(
                InvalidArgumentException.class, () -> ProcessPlan.of(requireNonNull(spec.process()), spec.linux()));

        assertEquals(text, refusal.text());
    }

    @Test
    void aSecurityModuleThatIsNotThereIsMissed() {
        assumeFalse(Files.exists(Path.of("/sys/module/apparmor")), "this machine has AppArmor");
        assumeFalse(Files.exists(Path.of("/sys/fs/selinux/enforce")), "this machine has SELinux");

        var apparmor = assertThrows(
                FailedPreconditionException.class,
                () -> plan("{\"args\": [\"sh\"], \"apparmorProfile\": \"docker-default\"}"));
        var selinux = assertThrows(
                FailedPreconditionException.class,
                () -> plan("{\"args\": [\"sh\"], \"selinuxLabel\": \"container_t\"}"));

        assertEquals(
                "process.apparmorProfile \"docker-default\": AppArmor is not enabled on this machine", apparmor.text());
        assertEquals("process.selinuxLabel \"container_t\": SELinux is not enabled on this machine", selinux.text());
    }

    @Test
    void anUnknownCapabilityIsLeftOut() {
        ProcessPlan plan = plan("{\"args\": [\"sh\"], \"capabilities\": {\"bounding\": [\"CAP_KILL\", \"CAP_MOON\"]}}");

        assertEquals(Set.of(Capability.KILL), plan.capabilities().bounding());
    }

    @Test
    void aJoiningProcessIsConfinedLikeTheFirstOne() {
        Spec container = SpecJson.read("""
                {"ociVersion": "1.3.0",
                 "process": {"args": ["sh"], "user": {"umask": 63},
                             "capabilities": {"bounding": ["CAP_KILL"]},
                             "rlimits": [{"type": "RLIMIT_CORE", "hard": 1, "soft": 1}],
                             "ioPriority": {"class": "IOPRIO_CLASS_BE", "priority": 7}},
                 "linux": {"personality": {"domain": "LINUX32"}}}""".getBytes(UTF_8));

        ProcessPlan plan = ProcessPlan.joining(SpecJson.readProcess("{\"args\": [\"ls\"]}".getBytes(UTF_8)), container);

        assertEquals(63, plan.user().umask());
        assertEquals(Set.of(Capability.KILL), plan.capabilities().bounding());
        assertEquals(1, plan.outer().rlimits().size());
        assertEquals(2 << 13 | 7, plan.outer().ioPriority().orElseThrow());
        assertEquals(8, plan.inner().persona().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|process.args: no command",
                "{\"args\": [\"\"]}|process.args: no command",
                "{\"args\": [\"sh\"], \"cwd\": \"tmp\"}|process.cwd \"tmp\": not an absolute path",
            })
    void whatNoProcessCanHaveIsRefused(String json, String text) {
        assertEquals(
                text,
                assertThrows(InvalidArgumentException.class, () -> plan(json)).text());
    }

    @Test
    void aPlanSaysWhatTheDocumentSays() {
        ProcessPlan plan = plan("{\"args\": [\"sh\", \"-c\", \"true\"], \"cwd\": \"/tmp\", \"oomScoreAdj\": 500}");

        assertEquals(
                "[sh, -c, true] /tmp 500",
                "%s %s %d"
                        .formatted(
                                plan.args(),
                                plan.cwd(),
                                plan.outer().oomScoreAdj().orElseThrow()));
    }

    private static ProcessPlan plan(String json) {
        return ProcessPlan.of(SpecJson.readProcess(json.getBytes(UTF_8)), null);
    }
}
