package io.jdock.supervisor.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.XattrCalls;
import io.jdock.linux.tree.Directory;
import io.jdock.supervisor.images.RootOnly;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a copy has of its original. */
final class CopierTest {

    private static final int FIFO = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;

    /** Version 2, effective, cap_net_raw. */
    private static final byte[] CAPABILITY = {1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    @TempDir
    Path temporary;

    private TestTree context;
    private TestTree image;

    @BeforeEach
    void makeTrees() throws IOException {
        RootOnly.require();
        context = TestTree.plain(temporary.resolve("context"));
        image = TestTree.plain(temporary.resolve("base"))
                .directory("etc", 0755)
                .overlay(temporary.resolve("image"))
                .remember();
    }

    @AfterEach
    void unmount() {
        if (image != null) {
            image.close();
            TestTree.clear(temporary);
        }
    }

    private List<String> copy(List<String> excludes, String destination, String... patterns) throws IOException {
        copyOnly(excludes, destination, patterns);
        return image.changes();
    }

    private void copyOnly(List<String> excludes, String destination, String... patterns) {
        try (Directory from = context.open();
                Directory to = image.open()) {
            var source = new Source(from, new Selection(List.of(patterns), excludes, false));
            Copier.copy(List.of(source), new Target(to, destination, new Owner(3, 4), OptionalInt.empty()));
        }
    }

    @Test
    void keepsModesTimesAndAttributes() throws IOException {
        context.file("f", "x", 06751);
        try (Directory tree = context.open()) {
            tree.setAttribute("f", "security.capability", CAPABILITY);
            tree.setAttribute("f", "user.color", "blue".getBytes(UTF_8));
            tree.setAttribute("f", "trusted.overlay.opaque", "y".getBytes(UTF_8));
            tree.setTimes("f", new FileCalls.Time(5, 6), new FileCalls.Time(-7, 123_456_789));
        }

        assertEquals(List.of("+/f 6751 3:4 x"), copy(List.of(), "/f", "f"));

        FileStatus copy = image.status("f");
        assertEquals(-7, copy.modifiedSeconds());
        assertEquals(123_456_789, copy.modifiedNanos());
        try (Directory tree = image.open()) {
            var attributes = tree.attributes("f");
            assertEquals(Set.of("security.capability", "user.color"), attributes.keySet());
            assertArrayEquals(CAPABILITY, attributes.get("security.capability"));
        }
    }

    @Test
    void keepsTimesOfLinksAndOfDirectories() throws IOException {
        context.file("d/sub/f", "x").link("d/sub/l", "nowhere");
        try (Directory sub = context.open().find("d/sub").orElseThrow();
                Directory parent = context.open().find("d").orElseThrow()) {
            sub.setTimes("l", new FileCalls.Time(1, 0), new FileCalls.Time(11, 1));
            parent.setTimes("sub", new FileCalls.Time(1, 0), new FileCalls.Time(22, 2));
        }

        copy(List.of(), "/d", "d");

        assertEquals(11, image.status("d/sub/l").modifiedSeconds());
        assertEquals(3, image.status("d/sub/l").uid());
        assertEquals(22, image.status("d/sub").modifiedSeconds());
        assertEquals(2, image.status("d/sub").modifiedNanos());
    }

    @Test
    void copiesNodesAsTheyAre() throws IOException {
        context.directory("d", 0755)
                .node("d/p", FIFO | 0640, 0)
                .node("d/null", CHARACTER_DEVICE | 0606, FileCalls.device(1, 3))
                .node("d/disk", BLOCK_DEVICE | 0600, FileCalls.device(4095, 1_048_575));

        copy(List.of(), "/d/", "d", "d/p");

        assertTrue(image.status("d/p").isFifo());
        assertEquals(context.status("d/p").mode(), image.status("d/p").mode());
        assertEquals(FileCalls.device(1, 3), image.status("d/null").device());
        assertEquals(context.status("d/null").mode(), image.status("d/null").mode());
        assertEquals(FileCalls.device(4095, 1_048_575), image.status("d/disk").device());
    }

    @Test
    void whiteoutsAreNothing() throws IOException {
        context.file("d/f", "x").node("d/w", CHARACTER_DEVICE | 0600, 0);

        assertEquals(List.of("+/d d755 3:4", "+/d/f 644 3:4 x"), copy(List.of(), "/d", "d"));
        assertThrows(NotFoundException.class, () -> copy(List.of(), "/d", "d/w"));
        assertThrows(NotFoundException.class, () -> copy(List.of(), "/d", "d/w*"));
    }

    @Test
    void leavesSocketsOut() throws IOException {
        context.file("d/f", "x");
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(context.path().resolve("d/socket")));
        }

        assertEquals(List.of("+/x d755 3:4", "+/x/f 644 3:4 x"), copy(List.of(), "/x", "d"));
        assertEquals(
                "cannot copy socket: it is a socket",
                assertThrows(InvalidArgumentException.class, () -> copy(List.of(), "/x", "d/socket"))
                        .text());
    }

    @Test
    void filesWithSeveralNamesKeepThem() throws IOException {
        context.file("d/first", "x", 04711);
        Files.createDirectories(context.path().resolve("d/sub"));
        Files.createLink(context.path().resolve("d/sub/second"), context.path().resolve("d/first"));

        copy(List.of(), "/d", "d");
        copy(List.of(), "/d", "d");

        assertEquals(
                image.status("d/first").inode(), image.status("d/sub/second").inode());
        assertEquals(04711, image.status("d/sub/second").mode() & 07777);
        copy(List.of(), "/e/", "d/first", "d/sub/second");
        assertNotEquals(
                image.status("e/first").inode(), image.status("e/second").inode());
    }

    @Test
    void aLinkOfTheImageIsNoWayIntoAnotherFile() throws IOException {
        context.file("d/first", "new");
        Files.createLink(context.path().resolve("d/second"), context.path().resolve("d/first"));
        image.file("keep", "kept")
                .directory("d", 0755)
                .link("d/first", "/keep")
                .link("d/second", "/keep")
                .remember();

        assertEquals(List.of("*/d/first 644 3:4 new", "*/d/second 644 3:4 new"), copy(List.of(), "/d", "d"));
    }

    @Test
    void keepsHoles() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(context.path().resolve("sparse").toFile(), "rw")) {
            file.setLength(1L << 32);
            file.seek(1L << 31);
            file.write(1);
        }

        try (Directory from = context.open();
                Directory to = image.open()) {
            var source = new Source(from, new Selection(List.of("sparse"), List.of(), false));
            Copier.copy(List.of(source), new Target(to, "/", Owner.ROOT, OptionalInt.empty()));
        }

        assertEquals(1L << 32, image.status("sparse").size());
        assertTrue(image.status("sparse").blocks() < 1000);
    }

    @Test
    void namesNeedNotBeText() throws IOException {
        try (Directory tree = context.open();
                Directory to = image.open()) {
            tree.makeDirectory("d", 0755);
            try (Directory d = tree.child("d")) {
                d.makeSymlink("caf\u00e9\u00ff", "\u00fe");
                d.createFile("\u0080", 0644).close();
            }
            copyOnly(List.of(), "/d", "d");
            copyOnly(List.of(), "/d/", "d/?");

            try (Directory copy = to.child("d")) {
                assertEquals(List.of("caf\u00e9\u00ff", "\u0080"), copy.names());
                assertEquals("\u00fe", copy.linkTarget("caf\u00e9\u00ff"));
            }
        }
    }

    @Test
    void patternsAreText() throws IOException {
        context.file("grün.txt", "1").file("grau.txt", "2");

        assertEquals(List.of("+/x 644 3:4 1"), copy(List.of(), "/x", "gr?n.txt"));
        assertEquals(List.of("+/rot 644 3:4 1", "+/x 644 3:4 1"), copy(List.of(), "/rot", "grün.txt"));
    }

    @Test
    void whatIsExcludedIsNotThere() throws IOException {
        context.file("a/keep", "k")
                .file("a/drop.log", "d")
                .file("a/deep/keep.log", "kl")
                .file("secret/key", "s")
                .file("secret/public", "p")
                .file("node_modules/x", "x")
                .link("alias", "secret/key")
                .directory("a/deep", 0700);
        List<String> excludes = List.of("**/*.log", "!a/deep/keep.log", "secret", "!secret/public", "node_modules");

        assertEquals(
                List.of(
                        "+/x d755 3:4",
                        "+/x/a d755 3:4",
                        "+/x/a/deep d700 3:4",
                        "+/x/a/deep/keep.log 644 3:4 kl",
                        "+/x/a/keep 644 3:4 k",
                        "+/x/alias -> secret/key",
                        "+/x/secret d755 3:4",
                        "+/x/secret/public 644 3:4 p"),
                copy(excludes, "/x", "."));
        for (String hidden : List.of("secret/key", "alias", "node_modules", "node_modules/x", "a/drop.log")) {
            assertThrows(NotFoundException.class, () -> copy(excludes, "/x", hidden), hidden);
        }
        assertThrows(NotFoundException.class, () -> copy(excludes, "/x", "n*"));
        assertThrows(NotFoundException.class, () -> copy(excludes, "/x", "secret/k*"));
    }

    @Test
    void anExcludedDirectoryWithNothingLeftInItIsNotMade() throws IOException {
        context.file("d/sub/x", "x").file("d/f", "f");

        assertEquals(List.of("+/d d755 3:4", "+/d/f 644 3:4 f"), copy(List.of("d/sub", "!d/sub/other"), "/d", "d"));
    }

    @Test
    void takesFromSeveralTrees() throws IOException {
        context.file("one", "1");
        TestTree other = TestTree.plain(temporary.resolve("other")).file("two", "2");
        try (Directory first = context.open();
                Directory second = other.open();
                Directory to = image.open()) {
            Copier.copy(
                    List.of(
                            new Source(first, new Selection(List.of("one"), List.of(), false)),
                            new Source(second, new Selection(List.of("two"), List.of(), false))),
                    new Target(to, "/x", Owner.ROOT, OptionalInt.empty()));
        }

        assertEquals(List.of("+/x d755 0:0", "+/x/one 644 0:0 1", "+/x/two 644 0:0 2"), image.changes());
    }

    @Test
    void onlyWhatIsCopiedIsWritten() throws IOException {
        context.file("f", "x");

        copy(List.of(), "/etc/f", "f");

        TestTree upper = TestTree.plain(temporary.resolve("image/upper"));
        assertEquals(List.of("+/etc d755 0:0", "+/etc/f 644 3:4 x"), upper.changes());
        assertEquals(List.of(), XattrCalls.list(upper.path().resolve("etc/f").toString()));
    }

    @Test
    void endsWhenTheThreadIsInterrupted() throws IOException {
        context.file("d/f", "x");

        Thread.currentThread().interrupt();
        assertThrows(CanceledException.class, () -> copy(List.of(), "/d", "d"));
        assertTrue(Thread.interrupted());
        Thread.currentThread().interrupt();
        assertThrows(CanceledException.class, () -> copy(List.of(), "/f", "d/f"));
        assertTrue(Thread.interrupted());
    }
}
