package io.jdock.supervisor.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.linux.XattrCalls;
import io.jdock.linux.tree.Directory;
import io.jdock.supervisor.images.RootOnly;
import io.jdock.supervisor.tar.EntryWriter;
import io.jdock.supervisor.tar.TarBuilder;
import io.jdock.supervisor.tar.TarEntry;
import io.jdock.supervisor.tar.TarReader;
import io.jdock.supervisor.unpack.LayerUnpacker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreePackerTest {

    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        RootOnly.require();
        root = Files.createDirectory(temporary.resolve("root"));
    }

    private static byte[] pack(Path tree, Manner manner) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Directory directory = Directory.open(tree)) {
            EntryWriter archive = new EntryWriter(out);
            new TreePacker(archive, manner).pack(directory);
            archive.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static List<TarEntry> entries(byte[] archive) throws IOException {
        List<TarEntry> entries = new ArrayList<>();
        TarReader reader = new TarReader(new ByteArrayInputStream(archive));
        for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            entries.add(entry.get());
        }
        return entries;
    }

    private List<String> names(Manner manner) throws IOException {
        return entries(pack(root, manner)).stream().map(TarEntry::name).toList();
    }

    private static void unpack(byte[] archive, Path into) {
        new LayerUnpacker("L", into).unpack(new ByteArrayInputStream(archive));
    }

    @Test
    void everyOddityOfALayerComesBackAsItWas() throws IOException {
        String longName = "n".repeat(200);
        byte[] layer = new TarBuilder()
                .owner(3_000_000, 2_500_000)
                .pax("uid", "3000000")
                .pax("gid", "2500000")
                .pax("mtime", "100.5")
                .directory("d/")
                .pax("mtime", "200.000000007")
                .pax("uid", "3000000")
                .pax("gid", "2500000")
                .pax("SCHILY.xattr.user.note", new byte[] {0, 1, (byte) 0xff})
                .mode(04751)
                .file("d/f", "content")
                .owner(0, 0)
                .pax("mtime", "-2.25")
                .hardLink("d/second", "d/f")
                .pax("path", "d/" + longName)
                .file("x", "long")
                .pax("linkpath", "../" + longName)
                .symlink("d/link", "x")
                .file("d/\u00ff\u0001", "no UTF-8")
                .characterDevice("null", 1, 3)
                .fifo("p")
                .file(".wh.gone", "")
                .directory("opaque/")
                .file("opaque/.wh..wh..opq", "")
                .build();
        unpack(layer, root);

        byte[] first = pack(root, Manner.LAYER);
        Path copy = Files.createDirectory(temporary.resolve("copy"));
        unpack(first, copy);

        assertArrayEquals(first, pack(copy, Manner.LAYER), "packing the copy gives the same archive");
        var file = FileCalls.stat(At.FDCWD, copy.resolve("d/f").toString(), At.SYMLINK_NOFOLLOW)
                .orElseThrow();
        assertEquals(3_000_000, file.uid());
        assertEquals(2_500_000, file.gid());
        assertEquals(04751, file.mode() & 07777);
        assertEquals(7, file.modifiedNanos());
        assertEquals(2, file.links());
        assertArrayEquals(
                new byte[] {0, 1, (byte) 0xff},
                XattrCalls.get(copy.resolve("d/f").toString(), "user.note").orElseThrow());
        assertEquals("long", Files.readString(copy.resolve("d").resolve(longName)));
        assertEquals(Path.of("../" + longName), Files.readSymbolicLink(copy.resolve("d/link")));
        assertEquals(
                FileCalls.device(1, 3),
                FileCalls.stat(At.FDCWD, copy.resolve("null").toString(), 0)
                        .orElseThrow()
                        .device());
        assertTrue(XattrCalls.get(copy.resolve("opaque").toString(), "trusted.overlay.opaque")
                .isPresent());
        List<String> names = names(Manner.LAYER);
        assertTrue(
                names.containsAll(List.of("./", "d/\u00ff\u0001", ".wh.gone", "opaque/.wh..wh..opq")),
                names.toString());
    }

    @Test
    void filesAreSortedAndSocketsLeftOut() throws IOException {
        Files.createDirectories(root.resolve("b/c"));
        Files.writeString(root.resolve("b/c/d"), "x");
        Files.writeString(root.resolve("a"), "x");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(root.resolve("s")));

            assertEquals(List.of("a", "b/", "b/c/", "b/c/d"), names(Manner.FILES));
        }
    }

    @Test
    void gnuTarReadsWhatIsWritten() throws Exception {
        Files.writeString(root.resolve("n".repeat(150)), "x".repeat(1000));
        Files.writeString(root.resolve("f"), "y");
        Path archive = Files.write(temporary.resolve("a.tar"), pack(root, Manner.FILES));

        Process tar = new ProcessBuilder("tar", "--compare", "-f", archive.toString(), "-C", root.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(tar.getInputStream().readAllBytes(), UTF_8);

        assertEquals(0, tar.waitFor(), said);
        assertEquals("", said);
    }

    @Test
    void aLayerHasNoneOfTheMountPointsThatARuntimeMakes() throws IOException {
        for (String directory : List.of("proc", "dev/pts", "dev/shm", "sys", "etc")) {
            Files.createDirectories(root.resolve(directory));
        }
        for (String file : List.of("etc/hosts", "etc/resolv.conf", "dev/console")) {
            Files.createFile(root.resolve(file));
        }
        Files.writeString(root.resolve("etc/hostname"), "mine");

        assertEquals(List.of("./", "etc/", "etc/hostname"), names(Manner.LAYER));
    }

    @Test
    void aMountPointWithSomethingInItIsKept() throws IOException {
        Files.createDirectories(root.resolve("dev/pts"));
        Files.writeString(root.resolve("dev/mine"), "x");

        assertEquals(List.of("./", "dev/", "dev/mine"), names(Manner.LAYER));
    }

    @Test
    void refusesADirectoryThatOverlayfsHasMovedWithoutCopying() throws IOException {
        Files.createDirectory(root.resolve("moved"));
        XattrCalls.set(root.resolve("moved").toString(), "trusted.overlay.redirect", "old".getBytes(UTF_8));

        var error = assertThrows(FailedPreconditionException.class, () -> pack(root, Manner.LAYER));

        assertEquals("archive moved/: overlayfs keeps a part of it elsewhere", error.text());
    }

    @Test
    void whatIsOnlyOfThisHostStaysHere() throws IOException {
        Files.writeString(root.resolve("f"), "x");
        XattrCalls.set(root.resolve("f").toString(), "trusted.overlay.origin", new byte[] {1});
        XattrCalls.set(root.resolve("f").toString(), "user.kept", new byte[] {2});

        Function<TarEntry, Object> attributes = entry -> entry.attributes().keySet();
        assertEquals(
                List.of(Set.of("user.kept")),
                entries(pack(root, Manner.FILES)).stream().map(attributes).toList());
    }

    /** dockerd packs them, and whoever unpacks the layer deletes a file. */
    @Test
    void aLayerHasNoNamesThatDelete() throws IOException {
        Files.createDirectories(root.resolve("d"));
        Files.writeString(root.resolve("d/.wh.x"), "x");

        assertEquals(List.of("d/", "d/.wh.x"), names(Manner.FILES));
        assertEquals(
                "archive d/.wh.x: in a layer such a name deletes what is below",
                assertThrows(FailedPreconditionException.class, () -> names(Manner.LAYER))
                        .text());
    }
}
