package io.jdock.supervisor.tar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TarReaderTest {

    private static TarReader reader(byte[] archive) {
        return new TarReader(new ByteArrayInputStream(archive));
    }

    private static List<TarEntry> all(byte[] archive) throws IOException {
        TarReader reader = reader(archive);
        List<TarEntry> entries = new ArrayList<>();
        for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            entries.add(entry.get());
        }
        return entries;
    }

    @Test
    void readsEveryKindOfEntry() throws IOException {
        List<TarEntry> entries = all(new TarBuilder()
                .owner(7, 8)
                .directory("d/")
                .mode(04755)
                .file("d/f", "abc")
                .hardLink("h", "d/f")
                .symlink("s", "../x")
                .characterDevice("c", 1, 3)
                .fifo("p")
                .build());

        assertEquals(
                List.of("d/", "d/f", "h", "s", "c", "p"),
                entries.stream().map(TarEntry::name).toList());
        assertEquals(04755, entries.get(1).mode());
        assertEquals(7, entries.get(1).uid());
        assertEquals(List.of(new TarEntry.Run(0, 3)), entries.get(1).runs());
        assertEquals("../x", entries.get(3).linkName());
        assertEquals(3, entries.get(4).deviceMinor());
    }

    @Test
    void keepsBytesOfNamesAndAttributesAsTheyAre() throws IOException {
        byte[] capability = {1, 0, 0, 2, -1, '\n', 0};
        String name = "\u00ff\u00fe/".concat("x".repeat(300));

        TarEntry entry = all(new TarBuilder()
                        .pax("path", name)
                        .pax("SCHILY.xattr.security.capability", capability)
                        .file("short", "")
                        .build())
                .getFirst();

        assertEquals(name, entry.name());
        assertArrayEquals(capability, entry.attributes().get("security.capability"));
    }

    @Test
    void readsTimesFromBefore1970AndWithFractions() throws IOException {
        List<TarEntry> entries = all(new TarBuilder()
                .pax("mtime", "-1.25")
                .file("old", "")
                .pax("mtime", "12.000000001999")
                .file("new", "")
                .build());

        assertEquals(new TarEntry.Time(-2, 750_000_000), entries.get(0).modified());
        assertEquals(new TarEntry.Time(12, 1), entries.get(1).modified());
    }

    @Test
    void readsGnuLongNames() throws IOException {
        String name = "n".repeat(200);
        TarEntry entry = all(new TarBuilder()
                        .raw('L', "././@LongLink", "", (name + "\0").getBytes(US_ASCII), 0)
                        .raw('K', "././@LongLink", "", "target\0".getBytes(US_ASCII), 0)
                        .symlink("n", "t")
                        .build())
                .getFirst();

        assertEquals(name, entry.name());
        assertEquals("target", entry.linkName());
    }

    @Test
    void readsSparseFilesOfPaxFormatOne() throws IOException {
        byte[] map = Arrays.copyOf("2\n0\n3\n1000\n2\n".getBytes(US_ASCII), 512 + 5);
        System.arraycopy("abcde".getBytes(US_ASCII), 0, map, 512, 5);
        TarReader reader = reader(new TarBuilder()
                .pax("GNU.sparse.major", "1")
                .pax("GNU.sparse.minor", "0")
                .pax("GNU.sparse.name", "holes")
                .pax("GNU.sparse.realsize", "2000")
                .file("GNUSparseFile.0/holes", map)
                .build());

        TarEntry entry = reader.next().orElseThrow();

        assertEquals("holes", entry.name());
        assertEquals(2000, entry.size());
        assertEquals(List.of(new TarEntry.Run(0, 3), new TarEntry.Run(1000, 2)), entry.runs());
        byte[] stored = new byte[8];
        assertEquals(5, reader.read(stored, 0, 8));
        assertEquals(-1, reader.read(stored, 0, 8));
    }

    @Test
    void saysThatAnArchiveIsCutShortWhereverThatIs() {
        byte[] archive = new TarBuilder()
                .pax("path", "p".repeat(200))
                .file("f", "x".repeat(700))
                .unterminated();

        for (int length = 1; length < archive.length; length++) {
            if (length % 512 == 0 && length < 1024) {
                continue;
            }
            byte[] cut = Arrays.copyOf(archive, length);
            assertThrows(TarException.class, () -> all(cut), "cut after " + length);
        }
    }

    @Test
    void boundsWhatItHoldsInMemory() {
        byte[] hugePax = new TarBuilder().header('x', "pax", "", 1L << 30, 0).unterminated();
        assertMessage(hugePax, "an extended header has 1073741824 bytes");

        TarBuilder chain = new TarBuilder();
        for (int i = 0; i < 100; i++) {
            chain.raw('L', "l", "", new byte[] {'x', 0}, 0);
        }
        assertMessage(chain.build(), "extended headers in a row");

        byte[] runs = Arrays.copyOf("9999999\n".concat("1\n".repeat(140_000)).getBytes(US_ASCII), 512 * 600);
        byte[] sparse = new TarBuilder()
                .pax("GNU.sparse.major", "1")
                .pax("GNU.sparse.realsize", "1")
                .file("f", runs)
                .build();
        assertMessage(sparse, "more than 65536 parts");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertMessage(new TarBuilder().raw('Z', "f", "", new byte[0], 0).build(), "unknown type 0x5a");
        byte[] damaged = new TarBuilder().file("f", "x").build();
        damaged[0] ^= 1;
        assertMessage(damaged, "wrong checksum");
        assertMessage(new TarBuilder().pax("size", "12x").file("f", "").build(), "malformed");
        assertMessage(
                new TarBuilder()
                        .raw('x', "p", "", "99 path=x\n".getBytes(US_ASCII), 0)
                        .build(),
                "malformed");
    }

    private static void assertMessage(byte[] archive, String part) {
        var error = assertThrows(TarException.class, () -> all(archive));
        assertTrue(String.valueOf(error.getMessage()).contains(part), error.getMessage());
    }
}
