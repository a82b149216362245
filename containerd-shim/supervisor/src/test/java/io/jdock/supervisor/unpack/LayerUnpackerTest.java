package io.jdock.supervisor.unpack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.jdock.errdefs.DataLossException;
import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.XattrCalls;
import io.jdock.oci.image.DiffId;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.images.RootOnly;
import io.jdock.supervisor.images.TestImage;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayerUnpackerTest {

    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        RootOnly.require();
        root = Files.createDirectory(temporary.resolve("root"));
    }

    private Optional<DiffId> unpack(byte[] layer) {
        return new LayerUnpacker("L", root).unpack(new ByteArrayInputStream(layer));
    }

    private FileStatus status(String name) {
        return FileCalls.stat(At.FDCWD, root.resolve(name).toString(), At.SYMLINK_NOFOLLOW)
                .orElseThrow();
    }

    private String failure(TarBuilder layer) {
        return assertThrows(DataLossException.class, () -> unpack(layer.build()))
                .text();
    }

    @Test
    void saysWhatEndedTheTransferThatItFollows() {
        var reason = new UncheckedIOException("ingest", new IOException("the disk is full"));
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the transfer was given up", reason);
            }
        };

        assertSame(reason, assertThrows(RuntimeException.class, () -> new LayerUnpacker("layer", root).unpack(broken)));
    }

    @Test
    void keepsOwnersModesAndTimes() {
        unpack(new TarBuilder()
                .owner(1000, 2000)
                .pax("mtime", "100.5")
                .directory("d/")
                .mode(04751)
                .pax("mtime", "200.000000007")
                .file("d/f", "x")
                .build());

        assertEquals(04751, status("d/f").mode() & 07777);
        assertEquals(1000, status("d/f").uid());
        assertEquals(2000, status("d").gid());
        assertEquals(200, status("d/f").modifiedSeconds());
        assertEquals(7, status("d/f").modifiedNanos());
        assertEquals(100, status("d").modifiedSeconds());
        assertEquals(500_000_000, status("d").modifiedNanos());
    }

    @Test
    void makesLinksDevicesAndFifos() throws IOException {
        unpack(new TarBuilder()
                .file("f", "x")
                .hardLink("h", "f")
                .symlink("s", "/etc/passwd")
                .characterDevice("null", 1, 3)
                .fifo("p")
                .build());

        assertEquals(status("f").inode(), status("h").inode());
        assertEquals(Path.of("/etc/passwd"), Files.readSymbolicLink(root.resolve("s")));
        assertEquals(FileCalls.device(1, 3), status("null").device());
        assertTrue(status("p").isFifo());
    }

    @Test
    void turnsWhiteoutsIntoWhatOverlayfsExpects() {
        unpack(new TarBuilder()
                .directory("d/")
                .file("d/.wh.gone", "")
                .directory("o/")
                .file("o/.wh..wh..opq", "")
                .file(".wh..wh.plnk", "")
                .build());

        assertTrue(status("d/gone").isCharacterDevice());
        assertEquals(0, status("d/gone").device());
        assertArrayEquals(
                new byte[] {'y'},
                XattrCalls.get(root.resolve("o").toString(), "trusted.overlay.opaque")
                        .orElseThrow());
        assertFalse(Files.exists(root.resolve(".wh..wh.plnk")));
    }

    @Test
    void aDirectoryDeletedAndMadeAnewInOneLayerIsOpaque() {
        for (boolean whiteoutFirst : List.of(true, false)) {
            TarBuilder layer = new TarBuilder();
            String name = "d" + whiteoutFirst;
            if (whiteoutFirst) {
                layer.file(".wh." + name, "").directory(name + "/");
            } else {
                layer.directory(name + "/").file(".wh." + name, "");
            }
            unpack(layer.build());

            assertTrue(XattrCalls.get(root.resolve(name).toString(), "trusted.overlay.opaque")
                    .isPresent());
        }
    }

    @Test
    void takesAttributesButNotThoseOfOverlayfs() {
        unpack(new TarBuilder()
                .pax("SCHILY.xattr.trusted.overlay.opaque", "y")
                .pax("SCHILY.xattr.trusted.test", "value")
                .directory("d/")
                .build());

        String path = root.resolve("d").toString();
        assertTrue(XattrCalls.get(path, "trusted.overlay.opaque").isEmpty());
        assertEquals("value", new String(XattrCalls.get(path, "trusted.test").orElseThrow(), UTF_8));
    }

    @Test
    void refusesEntriesThatPointOutsideAndNamesThem() {
        assertTrue(failure(new TarBuilder().file("a/../../x", "")).contains("entry \"a/../../x\" points outside"));
        assertTrue(failure(new TarBuilder().hardLink("h", "../../etc/shadow"))
                .contains("entry \"../../etc/shadow\" points outside"));
        assertTrue(failure(new TarBuilder().hardLink("h", "/etc/shadow")).contains("which the archive does not have"));
        assertTrue(failure(new TarBuilder().file(".wh...", "")).contains("invalid whiteout"));
        assertTrue(failure(new TarBuilder().file(".wh.", "")).contains("invalid whiteout"));
    }

    @Test
    void linksInTheWayAreFollowedInsideTheRootOnly() throws IOException {
        Path canary = Files.createDirectory(temporary.resolve("canary"));
        unpack(new TarBuilder()
                .symlink("absolute", canary.toString())
                .directory(canary.toString())
                .file("absolute/f", "x")
                .symlink("relative", "../../../../../../../../../.." + canary)
                .file("relative/g", "x")
                .build());

        try (var files = Files.list(canary)) {
            assertEquals(0, files.count());
        }
        assertTrue(Files.exists(root.resolve(canary.toString().substring(1)).resolve("f")));
        assertTrue(Files.exists(root.resolve(canary.toString().substring(1)).resolve("g")));
    }

    @Test
    void laterEntriesReplaceEarlierOnes() throws IOException {
        unpack(new TarBuilder()
                .directory("d/")
                .file("d/f", "x")
                .file("d", "now a file")
                .file("s", "x")
                .symlink("s", "d")
                .file("s", "not through the link")
                .build());

        assertEquals("now a file", Files.readString(root.resolve("d")));
        assertEquals("not through the link", Files.readString(root.resolve("s")));
    }

    @Test
    void keepsNamesThatAreNoText() throws IOException {
        unpack(new TarBuilder().file("\u00ff\u00fe", "x").build());

        try (var files = Files.newDirectoryStream(root)) {
            assertTrue(files.iterator().hasNext());
        }
    }

    @Test
    void writesSparseFilesWithHoles() {
        byte[] map = new byte[512 + 1];
        byte[] text = "1\n1000000\n1\n".getBytes(UTF_8);
        System.arraycopy(text, 0, map, 0, text.length);
        map[512] = 'x';
        unpack(new TarBuilder()
                .pax("GNU.sparse.major", "1")
                .pax("GNU.sparse.realsize", "5000000")
                .file("sparse", map)
                .build());

        assertEquals(5_000_000, status("sparse").size());
        assertTrue(status("sparse").blocks() * 512 < 100_000);
    }

    @Test
    void readsEveryCompressionAndReportsTheDiffIdUnlessItIsTheLayersOwnDigest() {
        byte[] archive = new TarBuilder().file("f", "x".repeat(100_000)).build();
        DiffId expected = new DiffId(Digest.of(archive));

        assertEquals(Optional.empty(), unpack(archive));
        assertEquals(Optional.of(expected), unpack(TestImage.gzip(archive)));
        assertEquals(Optional.of(expected), unpack(Zstd.compress(archive)));
    }

    @Test
    void readsGzipOfSeveralMembers() {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        byte[] archive = new TarBuilder().file("f", noise).build();
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int at = 0; at < archive.length; at += 10_000) {
            byte[] part = java.util.Arrays.copyOfRange(archive, at, Math.min(archive.length, at + 10_000));
            members.writeBytes(TestImage.gzip(part));
        }

        assertEquals(Optional.of(new DiffId(Digest.of(archive))), unpack(members.toByteArray()));
    }

    @Test
    void saysThatCompressedBytesAreDamaged() {
        byte[] archive = new TarBuilder().file("f", "x".repeat(100_000)).build();
        for (byte[] layer : List.of(TestImage.gzip(archive), Zstd.compress(archive))) {
            byte[] cut = java.util.Arrays.copyOf(layer, layer.length / 2);
            assertThrows(DataLossException.class, () -> unpack(cut));
        }
        byte[] wrongChecksum = TestImage.gzip(archive);
        wrongChecksum[wrongChecksum.length - 6] ^= 1;
        assertThrows(DataLossException.class, () -> unpack(wrongChecksum));
    }
}
