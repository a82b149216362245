package io.jdock.libcontainer.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.oci.runtime.SpecJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a process can be and what is refused before there is one. */
final class ProcessPlanTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "process.scheduler|\"scheduler\": {\"policy\": \"SCHED_FIFO\", \"priority\": 10}",
                "process.ioPriority|\"ioPriority\": {\"class\": \"IOPRIO_CLASS_IDLE\", \"priority\": 4}",
                "process.apparmorProfile|\"apparmorProfile\": \"docker-default\"",
                "process.selinuxLabel|\"selinuxLabel\": \"system_u:system_r:container_t:s0\"",
            })
    void whatIsNotSupportedIsRefusedByName(String field, String json) {
        EngineException refusal =
                assertThrows(NotImplementedException.class, () -> plan("{\"args\": [\"sh\"], %s}".formatted(json)));

        assertTrue(refusal.text().startsWith(field + ":"), refusal.text());
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
                "%s %s %d".formatted(plan.args(), plan.cwd(), plan.oomScoreAdj().orElseThrow()));
    }

    private static ProcessPlan plan(String json) {
        return ProcessPlan.of(SpecJson.readProcess(json.getBytes(UTF_8)), null);
    }
}
