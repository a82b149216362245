package io.jdock.supervisor.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.FileCalls;
import io.jdock.linux.tree.Directory;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.images.RootOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FingerprintTest {

    @TempDir
    Path temporary;

    private TestTree tree;

    @BeforeEach
    void makeTree() throws IOException {
        RootOnly.require();
        tree = TestTree.plain(temporary.resolve("tree"))
                .file("d/a", "a")
                .file("d/sub/b", "b")
                .link("d/l", "a")
                .file("f", "f")
                .link("lf", "f");
    }

    private Digest of(String... patterns) {
        return of(List.of(), false, patterns);
    }

    private Digest of(List<String> excludes, boolean extract, String... patterns) {
        try (Directory root = tree.open()) {
            return Fingerprint.of(List.of(new Source(root, new Selection(List.of(patterns), excludes, extract))));
        }
    }

    @Test
    void equalFilesAreEqualWhereverTheyAre() throws IOException {
        Digest before = of("d");
        try (Directory root = tree.open();
                Directory d = root.child("d")) {
            d.changeOwner("a", 5, 5);
            d.setTimes("a", new FileCalls.Time(1, 1), new FileCalls.Time(1, 1));
        }
        assertEquals(before, of("d"));

        tree = TestTree.plain(temporary.resolve("other"))
                .file("d/sub/b", "b")
                .link("d/l", "a")
                .file("d/a", "a");
        assertEquals(before, of("d"));
        assertEquals(before, of("/d/"));
    }

    @Test
    void everyDifferenceCounts() throws IOException {
        Digest before = of("d");

        tree.file("d/a", "A");
        assertNotEquals(before, of("d"));
        tree.file("d/a", "a", 0600);
        assertNotEquals(before, of("d"));
        tree.file("d/a", "a");
        assertEquals(before, of("d"));
        Files.delete(tree.path().resolve("d/l"));
        assertNotEquals(before, of("d"));
        tree.link("d/l", "b");
        assertNotEquals(before, of("d"));
        Files.delete(tree.path().resolve("d/l"));
        tree.link("d/l", "a").directory("d/sub", 0700);
        assertNotEquals(before, of("d"));
        tree.directory("d/sub", 0755);
        assertEquals(before, of("d"));
        Files.move(tree.path().resolve("d/a"), tree.path().resolve("d/A"));
        assertNotEquals(before, of("d"));
    }

    @Test
    void attributesCount() {
        Digest before = of("f");
        try (Directory root = tree.open()) {
            root.setAttribute("f", "user.color", "blue".getBytes(UTF_8));
        }

        assertNotEquals(before, of("f"));
    }

    @Test
    void namesCountAndSoDoesWhatIsDoneWithThem() {
        assertNotEquals(of("f"), of("lf"));
        assertNotEquals(of("f"), of("d/a"));
        assertNotEquals(of("f", "d/a"), of("d/a", "f"));
        assertNotEquals(of(List.of(), false, "f"), of(List.of(), true, "f"));
        assertNotEquals(of("d", "d/sub"), of("d"));
    }

    @Test
    void whereADirectoryEndsCounts() throws IOException {
        tree.file("x/a/f", "1").file("x/b", "2").file("y/a/f", "1").file("y/a/b", "2");

        assertNotEquals(of("x"), of("y"));
    }

    @Test
    void whatIsExcludedDoesNotCount() throws IOException {
        Digest before = of(List.of("d/sub"), false, "d");
        tree.file("d/sub/b", "changed");

        assertEquals(before, of(List.of("d/sub"), false, "d"));
        assertNotEquals(before, of("d"));
    }

    @Test
    void allOfALongFileCounts() throws IOException {
        byte[] content = new byte[700_001];
        new Random(1).nextBytes(content);
        Files.write(tree.path().resolve("long"), content);
        Digest before = of("long");

        content[700_000]++;
        Files.write(tree.path().resolve("long"), content);

        assertNotEquals(before, of("long"));
    }

    @Test
    void nothingIsNotFound() {
        assertThrows(NotFoundException.class, () -> of("none"));
        assertThrows(NotFoundException.class, () -> of("n*"));
    }
}
