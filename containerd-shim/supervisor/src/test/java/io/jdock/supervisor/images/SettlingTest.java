package io.jdock.supervisor.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdock.oci.image.Digest;
import io.jdock.supervisor.content.BlobWriter;
import io.jdock.supervisor.content.ContentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

final class SettlingTest {

    @TempDir
    Path directory;

    /** Each time by another timing of the two threads. */
    @RepeatedTest(100)
    void aBlobThatIsThereAlreadyLeavesNoFile() throws IOException {
        ContentStore content = ContentStore.open(directory);
        byte[] bytes = "known".getBytes(UTF_8);
        content.put(Digest.of(bytes), bytes);
        BlobWriter again = content.write();
        again.append(bytes, 0, bytes.length);
        again.finish();

        try (Settling settling = new Settling()) {
            settling.add(again);
        }

        try (Stream<Path> ingests = Files.list(directory.resolve("ingest"))) {
            assertEquals(List.of(), ingests.toList());
        }
    }
}
