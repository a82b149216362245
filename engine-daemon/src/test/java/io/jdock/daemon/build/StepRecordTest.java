package io.jdock.daemon.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.oci.image.ExecutionConfig;
import io.jdock.oci.image.HistoryEntry;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Platform;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a step says of itself. */
final class StepRecordTest {

    private static StepRecord run(String... command) {
        return new StepRecord(String.join(" ", command), ExecutionConfig.EMPTY, "", List.of(command));
    }

    @Test
    void equalStepsHaveEqualKeysAndOthersHaveNot() {
        assertEquals(run("a", "b").key(), run("a", "b").key());
        assertNotEquals(run("a", "b").key(), run("a b").key());
        assertNotEquals(run("a", "b").key(), run("a", "b", "").key());
    }

    @Test
    void historyIsWhatDockerWrites() {
        ImageConfig image = StepRecord.setting("ENV A=b", ExecutionConfig.EMPTY, "me")
                .after(Built.nothing(Platform.parse("linux/amd64")).config(), Instant.EPOCH, true);
        HistoryEntry entry = image.history().getFirst();

        assertEquals("/bin/sh -c #(nop)  ENV A=b", entry.createdBy());
        assertTrue(entry.emptyLayer());
        assertEquals("me", image.author());
        assertEquals("linux/amd64", image.platform().toString());
        assertEquals(
                "/bin/sh -c #(nop) COPY file:x in /y ",
                StepRecord.files("COPY file:x in /y", ExecutionConfig.EMPTY, "").createdBy());
    }
}
