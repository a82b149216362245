package io.jdock.supervisor.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Trees;
import io.jdock.supervisor.images.RootOnly;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that somebody made to get at what lies beside them: a file outside must be neither read nor written. */
final class HostileTreeTest {

    private static final int FIFO = 0010644;
    private static final int DEVICE = 0020600;

    @TempDir
    Path temporary;

    private TestTree outside;
    private FileStatus untouched;
    private TestTree context;
    private TestTree image;

    @BeforeEach
    void makeTrees() throws IOException {
        RootOnly.require();
        outside = TestTree.plain(temporary.resolve("outside")).file("canary", "secret");
        untouched = outside.status("canary");
        outside.remember();
        String up = "../".repeat(20);
        context = TestTree.plain(temporary.resolve("context"))
                .file("f", "x")
                .file("d/canary", "y")
                .link("absolute", outside.path() + "/canary")
                .link("up", up + outside.path() + "/canary")
                .link("directory", outside.path().toString())
                .link("proc", "/proc/1/root")
                .link("fd", "/dev/fd")
                .link("root", "/")
                .link("chain0", "f");
        for (int i = 1; i <= 41; i++) {
            context.link("chain" + i, "chain" + (i - 1));
        }
        image = TestTree.plain(temporary.resolve("base"))
                .link("absolute", outside.path().toString())
                .link("up", up + outside.path())
                .link("root", "/")
                .link("file", outside.path() + "/canary")
                .link("tree/canary", outside.path() + "/canary")
                .link("tree/sub", outside.path().toString())
                .overlay(temporary.resolve("image"))
                .remember();
    }

    @AfterEach
    void staysUntouched() throws IOException {
        if (image == null) {
            return;
        }
        image.close();
        assertEquals(List.of(), outside.changes());
        assertEquals(untouched, outside.status("canary"));
        TestTree.clear(temporary);
    }

    private void copy(String pattern, String destination) {
        try (Directory from = context.open();
                Directory to = image.open()) {
            var source = new Source(from, new Selection(List.of(pattern), List.of(), true));
            Copier.copy(List.of(source), new Target(to, destination, new Owner(9, 9), OptionalInt.of(0777)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "absolute",
                "up",
                "directory",
                "directory/*",
                "directory/canary",
                "proc/etc/passwd",
                "proc",
                "fd/*",
                "fd/0",
                "root/../../etc/passwd",
                "chain41"
            })
    void nothingOutsideIsRead(String pattern) {
        assertThrows(EngineException.class, () -> copy(pattern, "/x"));
    }

    @Test
    void theRootIsWhereALinkUpEnds() throws IOException {
        copy("root/root/root/f", "/x");
        copy("chain39", "/y");

        assertEquals(List.of("+/x 777 9:9 x", "+/y 777 9:9 x"), image.changes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/absolute/canary", "/up/canary", "/root/absolute/canary", "/file", "/absolute", "/up/x/y/"})
    void nothingOutsideIsWritten(String destination) {
        copy("f", destination);

        // What it says is made inside, with the same names.
        assertTrue(Files.exists(Path.of(image.path() + outside.path().toString())));
    }

    @Test
    void linksInTheWayAreReplacedOrRefused() throws IOException {
        copy("d", "/tree");
        assertEquals(List.of("*/tree/canary 777 9:9 y"), image.changes());

        context.file("e/sub/canary", "z");
        assertThrows(InvalidArgumentException.class, () -> copy("e", "/tree"));
    }

    @Test
    void nothingButAFileIsOpened() throws IOException {
        context.node("fifo", FIFO, 0)
                // No driver has this number: to open it would fail.
                .node("device", DEVICE, FileCalls.device(4095, 1));

        copy("fifo", "/fifo");
        copy("device", "/device");

        assertTrue(image.status("fifo").isFifo());
        try (Directory tree = context.open()) {
            for (String name : List.of("fifo", "device")) {
                assertEquals(
                        "read %s: not a regular file".formatted(name),
                        assertThrows(InvalidArgumentException.class, () -> SmallFile.read(tree, name, 10))
                                .text());
                var selection = new Selection(List.of(name), List.of(), true);
                assertEquals(
                        71,
                        Fingerprint.of(List.of(new Source(tree, selection)))
                                .toString()
                                .length());
            }
        }
    }

    @Test
    void readsSmallFilesOnlyAndInsideOnly() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(context.path().resolve("huge").toFile(), "rw")) {
            file.setLength(1L << 32);
        }
        try (Directory tree = context.open()) {
            assertEquals("x", new String(SmallFile.read(tree, "root/f", 1), UTF_8));
            assertEquals(
                    "read huge: it has 4294967296 bytes, more than 1000",
                    assertThrows(InvalidArgumentException.class, () -> SmallFile.read(tree, "huge", 1000))
                            .text());
            for (String path : List.of("absolute", "up", "/../../outside/canary", "fd/0", "f/x", "none")) {
                assertThrows(NotFoundException.class, () -> SmallFile.read(tree, path, 1000), path);
            }
            assertThrows(InvalidArgumentException.class, () -> SmallFile.read(tree, "chain41", 1000));
            assertThrows(InvalidArgumentException.class, () -> SmallFile.read(tree, "d", 1000));
            assertThrows(InvalidArgumentException.class, () -> SmallFile.read(tree, "/", 1000));
            assertThrows(InvalidArgumentException.class, () -> SmallFile.read(tree, "a/".repeat(3000), 1000));
        }
    }

    @Test
    void directoriesWithoutEndAreRefused() throws IOException {
        int deep = 2200;
        Path top = Files.createDirectory(temporary.resolve("deep"));
        try (Directory tree = Directory.open(top)) {
            try {
                Directory here = tree.child(".");
                for (int i = 0; i < deep; i++) {
                    here.makeDirectory("d", 0755);
                    try (Directory above = here) {
                        here = above.child("d");
                    }
                }
                here.close();
                var source = List.of(new Source(tree, new Selection(List.of("."), List.of(), false)));
                try (Directory to = image.open()) {
                    var target = new Target(to, "/deep", Owner.ROOT, OptionalInt.empty());
                    assertThrows(InvalidArgumentException.class, () -> Copier.copy(source, target));
                    Trees.remove(to, "deep");
                }
                assertThrows(InvalidArgumentException.class, () -> Fingerprint.of(source));
            } finally {
                Trees.remove(tree, "d");
            }
        }
        assertFalse(Files.exists(image.path().resolve("deep")));
    }
}
