package io.jdock.runc.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines as runc reads them. */
final class FlagSetTest {

    private final FlagSet set = new FlagSet();
    private final Flag force = set.toggle("force", "f", "");
    private final Flag bundle = set.text("bundle", "b", "");
    private final Flag env = set.list("env", "e", "");
    private final Flag fds = set.number("preserve-fds", "", "");

    @ParameterizedTest
    @CsvSource({"--bundle /x c", "-bundle /x c", "--bundle=/x c", "-b /x c", "-b=/x c", "c --bundle /x", "c -b=/x"})
    void aValueFollowsOrStandsBehindAnEqualsSign(String line) {
        assertEquals(List.of("c"), parse(line));
        assertEquals("/x", bundle.text());
    }

    @ParameterizedTest
    @CsvSource({"-f c,true", "--force c,true", "c --force,true", "--force=false c,false", "-f=0 c,false", "c,false"})
    void aSwitchTakesAValueOnlyBehindAnEqualsSign(String line, boolean on) {
        assertEquals(List.of("c"), parse(line));
        assertEquals(on, force.on());
    }

    @Test
    void aListKeepsAllValuesAndATextTheLast() {
        parse("-e A=1 --env B=2 -b x -b y c");

        assertEquals(List.of("A=1", "B=2"), env.values());
        assertEquals("y", bundle.text());
    }

    @Test
    void twoDashesEndTheFlags() {
        assertEquals(List.of("-f", "c"), parse("-- -f c"));
        assertEquals(List.of("c", "--", "-f"), parse("c -- -f"));
    }

    @Test
    void anUnknownFlagBehindAWordIsAWord() {
        assertEquals(List.of("c", "-9"), parse("c -9"));
    }

    @Test
    void whatFollowsTheFirstWordMayBelongToSomebodyElse() {
        FlagSet exec = new FlagSet().stopAtFirstWord();
        Flag tty = exec.toggle("tty", "t", "");

        assertEquals(List.of("c", "sh", "-t"), exec.parse(List.of("c", "sh", "-t")));
        assertEquals(false, tty.on());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--foo c|flag provided but not defined: -foo",
                "-x=1 c|flag provided but not defined: -x",
                "---f c|bad flag syntax: ---f",
                "--bundle|flag needs an argument: -bundle",
                "--force=x c|invalid boolean value \"x\" for -force: parse error",
                "--preserve-fds x c|invalid value \"x\" for flag -preserve-fds: parse error",
            })
    void whatCannotBeUnderstoodIsRefused(String line, String text) {
        assertEquals(text, assertThrows(UsageException.class, () -> parse(line)).text());
    }

    @Test
    void helpIsNoFlagOfItsOwn() {
        assertThrows(HelpRequestedException.class, () -> parse("-h"));
        assertThrows(HelpRequestedException.class, () -> parse("--help"));
    }

    @Test
    void numbersMayBeHexadecimal() {
        parse("--preserve-fds 0x10 c");

        assertEquals(16, fds.number(0));
    }

    @Test
    void theHelpNamesEveryFlag() {
        FlagSet two = new FlagSet();
        two.toggle("all", "a", "everything");
        two.text("format", "", "how");

        assertEquals("   --all, -a       everything\n   --format value  how\n", two.help());
        assertTrue(new FlagSet().isEmpty());
    }

    private List<String> parse(String line) {
        return set.parse(List.of(line.split(" ")));
    }
}
