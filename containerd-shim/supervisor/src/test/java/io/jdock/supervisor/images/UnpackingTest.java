package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root to keep the owners of files. */
final class UnpackingTest {

    @TempDir
    Path directory;

    @BeforeEach
    void requireRoot() {
        RootOnly.require();
    }

    @Test
    void anErrorIsItsEndTooAndLeavesNothing() {
        try (Warehouse warehouse = new Warehouse(directory)) {
            InputStream broken = new InputStream() {

                @Override
                public int read() {
                    throw new NoClassDefFoundError("Codec");
                }
            };
            Unpacking unpacking =
                    new Unpacking("abc", new LayerSource.Open(broken), warehouse.snapshots.extract(), _ -> {});

            unpacking.run();

            CompletionException end = assertThrows(
                    CompletionException.class, () -> unpacking.result().join());
            assertInstanceOf(NoClassDefFoundError.class, end.getCause());
            unpacking.close();
            assertEquals(List.of(), warehouse.leftovers());
        }
    }
}
