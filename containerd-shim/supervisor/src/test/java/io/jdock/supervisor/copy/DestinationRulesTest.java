package io.jdock.supervisor.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.tree.Directory;
import io.jdock.supervisor.images.RootOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where things go. Each case was compared with dockerd 20.10.24 and its classic builder ({@code COPY one /new} and so on); where we
 * differ on purpose the test says so.
 */
final class DestinationRulesTest {

    private static final int NODE = 0010644;

    @TempDir
    Path temporary;

    private TestTree context;
    private TestTree image;

    @BeforeEach
    void makeTrees() throws IOException {
        RootOnly.require();
        context = TestTree.plain(temporary.resolve("context"))
                .file("one", "1")
                .file("two", "2", 04755)
                .file("dir/a", "a")
                .file("dir/sub/b", "b")
                .directory("dir", 0750)
                .directory("dir/sub", 0711)
                .directory("empty", 0755)
                .file("onFile/was-file/z", "z")
                .file("onDir/was-dir", "f")
                .file("onLink/was-link/q", "q")
                .file("onFileLink/fl", "new")
                .link("lone", "one")
                .link("ldir", "dir")
                .link("labs", "/one")
                .link("lup", "../../../one")
                .link("ldang", "nothing")
                .link("lloop", "lloop");
        TestTree base = TestTree.plain(temporary.resolve("base"))
                .directory("d/was-dir", 0755)
                .directory("d/sub", 0700)
                .file("d/was-file", "old")
                .link("d/was-link", "/real")
                .link("d/fl", "/real/keep")
                .directory("real/deep", 0755)
                .file("real/target", "old")
                .file("real/keep", "tgt")
                .directory("etc", 0755)
                .file("afile", "f")
                .link("linkdir", "/real")
                .link("relink", "real")
                .link("linkfile", "/real/target")
                .link("dangling", "/real/none")
                .link("up", "/d/x/../../../../etc")
                .link("loop", "loop");
        Files.createLink(base.path().resolve("real/hard"), base.path().resolve("real/keep"));
        image = base.overlay(temporary.resolve("image")).remember();
    }

    @AfterEach
    void unmount() {
        if (image != null) {
            image.close();
            TestTree.clear(temporary);
        }
    }

    private void copy(Owner owner, OptionalInt mode, String destination, String... patterns) {
        try (Directory from = context.open();
                Directory to = image.open()) {
            var selection = new Selection(List.of(patterns), List.of(), false);
            Copier.copy(List.of(new Source(from, selection)), new Target(to, destination, owner, mode));
        }
    }

    /** What {@code COPY SOURCE… DESTINATION} changes. */
    private List<String> copied(String words) throws IOException {
        List<String> all = Arrays.asList(words.split(" "));
        copy(
                Owner.ROOT,
                OptionalInt.empty(),
                all.getLast(),
                all.subList(0, all.size() - 1).toArray(String[]::new));
        return image.changes();
    }

    private <T extends EngineException> String refused(Class<T> kind, String words) throws IOException {
        String text = assertThrows(kind, () -> copied(words), words).text();
        assertEquals(List.of(), image.changes());
        return text;
    }

    @Test
    void aFileGetsTheNameOfTheDestination() throws IOException {
        assertEquals(List.of("+/new 644 0:0 1"), copied("one /new"));
    }

    @Test
    void aFileGoesIntoADirectory() throws IOException {
        assertEquals(List.of("+/d/one 644 0:0 1"), copied("one /d"));
        assertEquals(List.of("+/d/one 644 0:0 1", "+/new d755 0:0", "+/new/one 644 0:0 1"), copied("one /new/"));
    }

    @Test
    void directoriesAboveAreMade() throws IOException {
        copy(new Owner(5, 6), OptionalInt.empty(), "/n1/n2/new", "one");

        assertEquals(List.of("+/n1 d755 5:6", "+/n1/n2 d755 5:6", "+/n1/n2/new 644 5:6 1"), image.changes());
    }

    /** The classic builder refuses this without a slash at the end, and takes setuid away. */
    @Test
    void severalThingsNeedADirectory() throws IOException {
        assertEquals(List.of("+/new d755 0:0", "+/new/one 644 0:0 1", "+/new/two 4755 0:0 2"), copied("one two /new"));
    }

    @Test
    void aPatternThatFindsOneFileIsLikeItsName() throws IOException {
        assertEquals(List.of("+/new 644 0:0 1"), copied("on[e] /new"));
    }

    @Test
    void theContentsOfADirectoryAreCopied() throws IOException {
        List<String> expected =
                List.of("+/new d755 0:0", "+/new/a 644 0:0 a", "+/new/sub d711 0:0", "+/new/sub/b 644 0:0 b");

        assertEquals(expected, copied("dir /new"));
        assertEquals(expected, copied("dir /new/"));
        assertEquals(expected, copied("ldir /new"));
    }

    @Test
    void directoriesAreMergedAndBecomeWhatTheCopiedOnesAre() throws IOException {
        copy(new Owner(5, 6), OptionalInt.empty(), "/d", "dir");

        assertEquals(List.of("+/d/a 644 5:6 a", "*/d/sub d711 5:6", "+/d/sub/b 644 5:6 b"), image.changes());
    }

    @Test
    void filesAndContentsOfDirectoriesMix() throws IOException {
        assertEquals(
                List.of("+/d/a 644 0:0 a", "+/d/one 644 0:0 1", "*/d/sub d711 0:0", "+/d/sub/b 644 0:0 b"),
                copied("dir one /d/"));
    }

    @Test
    void anEmptyDirectoryMakesOne() throws IOException {
        assertEquals(List.of("+/new d755 0:0"), copied("empty /new"));
    }

    /** As for {@code WORKDIR}. */
    @Test
    void nothingMakesADirectory() throws IOException {
        try (Directory to = image.open()) {
            Copier.copy(List.of(), new Target(to, "/w/x", new Owner(1, 2), OptionalInt.empty()));
            Copier.copy(List.of(), new Target(to, "/d", new Owner(1, 2), OptionalInt.empty()));
        }

        assertEquals(List.of("+/w d755 1:2", "+/w/x d755 1:2"), image.changes());
    }

    @Test
    void linksOfTheDestinationAreFollowed() throws IOException {
        assertEquals(List.of("+/real/one 644 0:0 1"), copied("one /linkdir"));
        assertEquals(List.of("+/real/one 644 0:0 1"), copied("one /relink/"));
        assertEquals(List.of("+/real/deep/x 644 0:0 1", "+/real/one 644 0:0 1"), copied("one /linkdir/deep/x"));
        assertEquals(
                List.of("+/etc/x 644 0:0 1", "+/real/deep/x 644 0:0 1", "+/real/one 644 0:0 1"), copied("one /up/x"));
    }

    @Test
    void theContentsOfADirectoryGoWhereALinkLeads() throws IOException {
        assertEquals(
                List.of("+/real/a 644 0:0 a", "+/real/sub d711 0:0", "+/real/sub/b 644 0:0 b"), copied("dir /linkdir"));
    }

    @Test
    void aLinkToAFileOrToNothingNamesWhatItLeadsTo() throws IOException {
        assertEquals(List.of("*/real/target 644 0:0 1"), copied("one /linkfile"));
        assertEquals(List.of("+/real/none 644 0:0 1", "*/real/target 644 0:0 1"), copied("one /dangling"));
    }

    @Test
    void aLinkToNothingCanBecomeOneToADirectory() throws IOException {
        assertEquals(List.of("+/real/none d755 0:0", "+/real/none/one 644 0:0 1"), copied("one /dangling/"));
    }

    @Test
    void whatIsInTheWayIsReplacedNotWrittenTo() throws IOException {
        assertEquals(List.of("*/afile 644 0:0 1"), copied("one /afile"));
        assertEquals(List.of("*/afile 644 0:0 1", "*/d/fl 644 0:0 new"), copied("onFileLink /d"));
        assertEquals(
                List.of("*/afile 644 0:0 1", "*/d/fl 644 0:0 new", "*/real/keep 644 0:0 new"),
                copied("onFileLink/fl /real/keep"));
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        assertEquals("cannot copy to non-directory: /afile", refused(InvalidArgumentException.class, "one /afile/"));
        assertEquals("cannot copy to non-directory: /afile", refused(InvalidArgumentException.class, "dir /afile"));
        assertEquals("copy to /afile/x: not a directory", refused(InvalidArgumentException.class, "one /afile/x"));
    }

    /** The classic builder removes what is in the way, be it a directory with all in it; BuildKit refuses as we do. */
    @Test
    void neitherAFileNorADirectoryBecomesTheOther() throws IOException {
        assertEquals("cannot copy to non-directory: /d/was-file", refused(InvalidArgumentException.class, "onFile /d"));
        assertEquals("cannot copy to non-directory: /d/was-link", refused(InvalidArgumentException.class, "onLink /d"));
        assertEquals(
                "cannot replace to directory /d/was-dir with file",
                refused(InvalidArgumentException.class, "onDir /d"));
        assertEquals(
                "cannot replace to directory /d/was-dir with file",
                refused(InvalidArgumentException.class, "onDir/was-dir /d/"));
    }

    @Test
    void linksInACircleLeadNowhere() throws IOException {
        assertEquals(
                "copy to /loop: too many levels of symbolic links",
                refused(InvalidArgumentException.class, "one /loop"));
        assertEquals(
                "copy to /loop/x: too many levels of symbolic links",
                refused(InvalidArgumentException.class, "one /loop/x"));
        assertEquals(
                "stat lloop: too many levels of symbolic links", refused(InvalidArgumentException.class, "lloop /x"));
    }

    @Test
    void aLinkStandsForWhatItLeadsTo() throws IOException {
        assertEquals(List.of("+/new d755 0:0", "+/new/lone 644 0:0 1"), copied("lone /new/"));
        assertEquals(List.of("+/new d755 0:0", "+/new/labs 644 0:0 1", "+/new/lone 644 0:0 1"), copied("labs /new"));
        assertTrue(copied("lup /new").contains("+/new/lup 644 0:0 1"));
    }

    /** The classic builder finds nothing behind a link with a wildcard; BuildKit does. */
    @Test
    void patternsLookBehindLinks() throws IOException {
        assertEquals(List.of("+/new 644 0:0 a"), copied("ldir/a /new"));
        assertEquals(List.of("*/afile 644 0:0 a", "+/new 644 0:0 a"), copied("ldir/? /afile"));
    }

    @Test
    void wildcardsFindDirectoriesOnTheWay() throws IOException {
        assertEquals(List.of("+/new d755 0:0", "+/new/b 644 0:0 b"), copied("*/sub /new/"));
    }

    @Test
    void linksFurtherDownStayLinks() throws IOException {
        List<String> changes = copied("/ /new");

        assertTrue(changes.contains("+/new/lone -> one"));
        assertTrue(changes.contains("+/new/lup -> ../../../one"));
        assertTrue(changes.contains("+/new/lloop -> lloop"));
        assertTrue(changes.contains("+/new/dir d750 0:0"));
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        assertEquals("stat missing: file does not exist", refused(NotFoundException.class, "missing /new"));
        assertEquals("stat ldang: file does not exist", refused(NotFoundException.class, "ldang /new"));
        assertEquals("stat ldang: file does not exist", refused(NotFoundException.class, "l* /new/"));
        assertEquals("stat one/x: file does not exist", refused(NotFoundException.class, "one/x /new"));
        assertEquals("no source files were specified", refused(NotFoundException.class, "mis* /new"));
        assertEquals("no source files were specified", refused(NotFoundException.class, "one mis*/x /new"));
    }

    @Test
    void pathsAreCleaned() throws IOException {
        assertEquals(List.of("+/new 644 0:0 1"), copied("./dir/../one/ /new"));
        assertEquals(List.of("+/new 644 0:0 1"), copied("/../one /new"));
        assertEquals(
                "forbidden path outside the build context: ../one ()",
                assertThrows(InvalidArgumentException.class, () -> copied("../one /x"))
                        .text());
    }

    /** Directories get the mode too, as with BuildKit. */
    @Test
    void aModeIsForEverythingButLinksAndWhatIsMadeOnTheWay() throws IOException {
        context.link("dir/l", "a").node("dir/p", NODE, 0);

        copy(Owner.ROOT, OptionalInt.of(02770), "/new", "dir");

        assertEquals(
                List.of(
                        "+/new d755 0:0",
                        "+/new/a 2770 0:0 a",
                        "+/new/l -> a",
                        "+/new/p p2770 0:0",
                        "+/new/sub d2770 0:0",
                        "+/new/sub/b 2770 0:0 b"),
                image.changes());
    }
}
