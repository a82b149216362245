package io.jdock.cli.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FlagParserTest {

    private final FlagSet flags = new FlagSet("[OPTIONS] IMAGE [COMMAND] [ARG...]", "Run", Arity.ANY);
    private final BoolFlag interactive = flags.bool("interactive", 'i', "keep input open");
    private final BoolFlag tty = flags.bool("tty", 't', "terminal");
    private final BoolFlag detach = flags.bool("detach", 'd', "background");
    private final BoolFlag remove = flags.bool("rm", '\0', "remove");
    private final ListFlag env = flags.list("env", 'e', "variables");
    private final NumberFlag last = flags.number("last", 'n', NumberForm.INT, -1, "last");
    private final NumberFlag memory = flags.number("memory", 'm', NumberForm.BYTES, "memory");

    @Test
    void readsSwitchesThatShareADash() {
        flags.parse(List.of("-itd"));

        assertTrue(interactive.value() && tty.value() && detach.value());
        assertFalse(remove.given());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--env=A=1", "-eA=1", "-e=A=1", "-ieA=1"})
    void readsAValueInTheSameWord(String word) {
        flags.parse(List.of(word));

        assertEquals(List.of("A=1"), env.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--env", "-e", "-te"})
    void readsAValueInTheNextWordEvenWhenItLooksLikeAFlag(String word) {
        assertEquals(List.of("x"), flags.parse(List.of(word, "--tty", "x")));

        assertEquals(List.of("--tty"), env.values());
    }

    @ParameterizedTest
    @CsvSource({"--rm,true", "--rm=true,true", "--rm=1,true", "--rm=false,false", "--rm=F,false"})
    void readsSwitchesWithAndWithoutValue(String word, boolean expected) {
        flags.parse(List.of(word));

        assertEquals(expected, remove.value());
        assertTrue(remove.given());
    }

    @Test
    void findsFlagsBehindWords() {
        assertEquals(List.of("a", "b", "-"), flags.parse(List.of("a", "-d", "b", "-")));

        assertTrue(detach.value());
    }

    @Test
    void leavesEverythingBehindTheFirstWordAloneWhenTold() {
        flags.stopAtFirstWord();

        assertEquals(List.of("busybox", "sh", "-d"), flags.parse(List.of("-i", "busybox", "sh", "-d")));
        assertFalse(detach.value());
    }

    @Test
    void takesWordsBehindTwoDashesForWords() {
        assertEquals(List.of("a", "-d", "--rm"), flags.parse(List.of("a", "--", "-d", "--rm")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--foo|unknown flag: --foo",
                "--foo=1|unknown flag: --foo",
                "-z|unknown shorthand flag: 'z' in -z",
                "-izt|unknown shorthand flag: 'z' in -zt",
                "--env|flag needs an argument: --env",
                "-ie|flag needs an argument: 'e' in -ie",
                "--=x|bad flag syntax: --=x",
                "--last=x|invalid argument \"x\" for \"-n, --last\" flag: strconv.ParseInt: parsing \"x\": invalid syntax",
                "--rm=maybe|invalid argument \"maybe\" for \"--rm\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax",
                "-m1x|invalid argument \"1x\" for \"-m, --memory\" flag: invalid suffix: 'x'",
            })
    void tellsWhatIsWrongAndHowItIsUsed(String word, String complaint) {
        flags.calledAs("run");

        UsageException error = assertThrows(UsageException.class, () -> flags.parse(List.of(word)));

        assertEquals(
                complaint + "\n\nUsage:  jdock run [OPTIONS] IMAGE [COMMAND] [ARG...]\n\n"
                        + "Run 'jdock run --help' for more information",
                error.getMessage());
        assertEquals(125, error.exitCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1|requires 1 argument|Run",
                "2|2|requires 2 arguments|Run",
                "0|0|accepts no arguments|Run",
                "0|1|requires at most 1 argument|Run",
            })
    void refusesAWrongNumberOfWords(int least, int most, String rule, String verb) {
        FlagSet counted = new FlagSet("X", "Test", new Arity(least, most));
        counted.calledAs("tag");

        UsageException error = assertThrows(UsageException.class, () -> counted.parse(List.of("a", "b", "c")));

        assertEquals(
                "jdock: 'jdock tag' " + rule + "\n\nUsage:  jdock tag X\n\n" + verb
                        + " 'jdock tag --help' for more information",
                error.getMessage());
        assertEquals(1, error.exitCode());
    }

    @Test
    void showsHelpForTheLetterOnlyWhenNoFlagHasIt() {
        assertThrows(HelpRequestedException.class, () -> flags.parse(List.of("-h")));

        TextFlag hostname = flags.text("hostname", 'h', "name");
        flags.parse(List.of("-h", "box"));

        assertEquals("box", hostname.value());
    }

    @Test
    void keepsNumbersInTheirUnit() {
        flags.parse(List.of("-n5", "-m", "1.5g"));

        assertEquals(5, last.value());
        assertEquals(1_610_612_736L, memory.value());
    }
}
