package io.jdock.supervisor.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.tree.Directory;
import io.jdock.supervisor.images.RootOnly;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** {@code ADD} of archives. Each case was compared with dockerd 20.10.24 and its classic builder, which has no zstd. */
final class ExtractionTest {

    @TempDir
    Path temporary;

    private Path context;
    private TestTree image;

    @BeforeEach
    void makeTrees() throws IOException {
        RootOnly.require();
        context = Files.createDirectory(temporary.resolve("context"));
        image = TestTree.plain(temporary.resolve("base"))
                .file("d/was-dir/x", "old")
                .file("d/was-file", "old")
                .link("d/was-link", "/real")
                .directory("real", 0755)
                .link("linkdir", "/real")
                .file("afile", "f")
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

    private List<String> add(byte[] archive, String destination) throws IOException {
        Files.write(context.resolve("a.tar"), archive);
        return addAll(destination, "a.tar");
    }

    private List<String> addAll(String destination, String... patterns) throws IOException {
        try (Directory from = Directory.open(context);
                Directory to = image.open()) {
            var source = new Source(from, new Selection(List.of(patterns), List.of(), true));
            Copier.copy(List.of(source), new Target(to, destination, Owner.ROOT, OptionalInt.empty()));
        }
        return image.changes();
    }

    private static byte[] small() {
        return new TarBuilder().owner(33, 44).mode(04751).file("f", "x").build();
    }

    @Test
    void ownersAndModesOfTheArchiveStay() throws IOException {
        assertEquals(List.of("+/x d755 0:0", "+/x/y d755 0:0", "+/x/y/f 4751 33:44 x"), add(small(), "/x/y"));
    }

    @Test
    void anyCompressionWillDo() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        ByteArrayOutputStream bzip2 = new ByteArrayOutputStream();
        ByteArrayOutputStream xz = new ByteArrayOutputStream();
        try (OutputStream first = new GZIPOutputStream(gzip);
                OutputStream second = new BZip2CompressorOutputStream(bzip2);
                OutputStream third = new XZOutputStream(xz, new LZMA2Options(0))) {
            first.write(small());
            second.write(small());
            third.write(small());
        }

        for (byte[] archive :
                List.of(gzip.toByteArray(), bzip2.toByteArray(), xz.toByteArray(), Zstd.compress(small()))) {
            assertEquals(List.of("+/x d755 0:0", "+/x/f 4751 33:44 x"), add(archive, "/x"));
            Files.delete(image.path().resolve("x/f"));
        }
    }

    @Test
    void whatIsNoArchiveIsCopied() throws IOException {
        Files.write(context.resolve("zeros"), new byte[1024]);
        Files.write(context.resolve("empty"), new byte[0]);
        Files.write(context.resolve("text"), "a text\n".repeat(200).getBytes(UTF_8));
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(context.resolve("text.gz")))) {
            gzip.write("hi".getBytes(UTF_8));
        }
        Files.write(context.resolve("broken.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});

        addAll("/x", "*");

        for (String name : List.of("zeros", "empty", "text", "text.gz", "broken.gz")) {
            assertEquals(
                    Files.mismatch(
                            context.resolve(name), image.path().resolve("x").resolve(name)),
                    -1,
                    name);
        }
    }

    @Test
    void namesMeanNothingButThemselves() throws IOException {
        byte[] archive = new TarBuilder()
                .directory("sub/")
                .file("sub/.wh..wh..opq", "1")
                .file(".wh.afile", "2")
                .pax("SCHILY.xattr.trusted.overlay.opaque", "y")
                .directory("opaque/")
                .build();

        assertEquals(
                List.of("+/.wh.afile 644 0:0 2", "+/opaque d755 0:0", "+/sub d755 0:0", "+/sub/.wh..wh..opq 644 0:0 1"),
                add(archive, "/"));
    }

    @Test
    void goesWhereALinkLeads() throws IOException {
        assertEquals(List.of("+/real/f 4751 33:44 x"), add(small(), "/linkdir"));
    }

    @Test
    void replacesWhatIsInTheWay() throws IOException {
        byte[] archive = new TarBuilder()
                .file("was-dir", "f")
                .directory("was-file/")
                .file("was-file/q", "q")
                .build();

        assertEquals(
                List.of("*/d/was-dir 644 0:0 f", "-/d/was-dir/x", "*/d/was-file d755 0:0", "+/d/was-file/q 644 0:0 q"),
                add(archive, "/d"));
    }

    @Test
    void linksOfTheImageLeadNowhereOutOfTheDestination() throws IOException {
        byte[] archive = new TarBuilder().file("was-link/q", "q").build();

        // The destination is the archive's root: /d/real.
        assertThrows(DataLossException.class, () -> add(archive, "/d"));
        assertEquals(List.of(), image.changes());
    }

    @Test
    void entriesStayInside() throws IOException {
        String parent = assertThrows(
                        DataLossException.class,
                        () -> add(new TarBuilder().file("../q", "q").build(), "/d"))
                .text();
        assertEquals("unpack a.tar: entry \"../q\" points outside the root", parent);
        assertThrows(
                DataLossException.class,
                () -> add(
                        new TarBuilder()
                                .symlink("l", "/")
                                .hardLink("h", "l/afile")
                                .build(),
                        "/real"));
        String whiteout = assertThrows(
                        DataLossException.class,
                        () -> add(new TarBuilder().characterDevice("w", 0, 0).build(), "/d"))
                .text();
        assertTrue(whiteout.contains("device 0:0"), whiteout);
    }

    @Test
    void aDamagedArchiveIsAnError() throws IOException {
        byte[] archive = new TarBuilder().file("f", "x".repeat(5000)).build();

        String text = assertThrows(DataLossException.class, () -> add(Arrays.copyOf(archive, 1500), "/x"))
                .text();

        assertTrue(text.startsWith("unpack a.tar: "), text);
        assertThrows(InvalidArgumentException.class, () -> add(archive, "/afile"));
    }

    @Test
    void archivesAndFilesMix() throws IOException {
        Files.write(context.resolve("a.tar"), small());
        Files.writeString(context.resolve("one"), "1");

        assertEquals(List.of("+/x d755 0:0", "+/x/f 4751 33:44 x", "+/x/one 644 0:0 1"), addAll("/x", "a.tar", "one"));
    }
}
