package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where in the cgroups below a container's a process ends up. */
final class SubCgroupsTest {

    private static final Map<String, Path> V1 =
            Map.of("memory", Path.of("/m/box"), "cpu,cpuacct", Path.of("/c/box"), "pids", Path.of("/p/box"));

    @Test
    void onePathIsForAllControllers() {
        assertEquals(
                Map.of("memory", Path.of("/m/box/a"), "cpu,cpuacct", Path.of("/c/box/a"), "pids", Path.of("/p/box/a")),
                places("a"));
        assertEquals(V1, places("/"));
        assertEquals(
                Map.of("", Path.of("/sys/fs/cgroup/box/a/b")),
                SubCgroups.parse(List.of("a/b")).places(Map.of("", Path.of("/sys/fs/cgroup/box"))));
    }

    @Test
    void aControllerHasItsOwn() {
        assertEquals(
                Map.of("memory", Path.of("/m/box/x"), "cpu,cpuacct", Path.of("/c/box/y"), "pids", Path.of("/p/box")),
                places("memory:x", "cpu,cpuacct:/y"));
        assertEquals(Path.of("/c/box/z"), places("cpuacct:z").get("cpu,cpuacct"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".. is not a sub cgroup path|..",
                "a/../../boxer is not a sub cgroup path|a/../../boxer",
                "unknown controller whaaat in SubCgroupPaths|whaaat:/",
                "invalid --cgroup argument: a:b:c|a:b:c",
            })
    void whatThereIsNoneOfIsRefused(String text, String word) {
        assertEquals(text, refusal(word));
    }

    @Test
    void aPathWithoutAControllerStandsAlone() {
        assertEquals("invalid --cgroup argument: b (missing <controller>: prefix)", refusal("memory:a", "b"));
    }

    private static String refusal(String... words) {
        return assertThrows(InvalidArgumentException.class, () -> places(words)).text();
    }

    private static Map<String, Path> places(String... words) {
        return SubCgroups.parse(List.of(words)).places(V1);
    }
}
