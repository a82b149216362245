package io.jdock.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearchPathTest {

    @TempDir
    private Path root;

    @Test
    void findsTheFirstThatCanBeExecuted() throws IOException {
        Path first = Files.createDirectories(root.resolve("first"));
        Path second = Files.createDirectories(root.resolve("second"));
        Files.createFile(first.resolve("crun"));
        Files.createDirectory(first.resolve("runc"));
        Path program = Files.createFile(second.resolve("crun"));
        program.toFile().setExecutable(true);
        SearchPath path = new SearchPath(List.of(root.resolve("absent"), first, second));

        assertEquals(Optional.of(program), path.find("crun"));
        assertEquals(Optional.empty(), path.find("runc"));
    }

    @Test
    void whatDependsOnWhereOneIsIsLeftOut() {
        SearchPath path = SearchPath.of(Map.of("PATH", "/a::.:b:/c"));

        assertEquals(List.of(Path.of("/a"), Path.of("/c")), path.directories());
    }

    @Test
    void withoutAPathTheUsualOneCounts() {
        assertFalse(SearchPath.of(Map.of()).directories().isEmpty());
        assertEquals(
                Path.of("/usr/local/sbin"),
                SearchPath.of(Map.of()).directories().getFirst());
    }
}
