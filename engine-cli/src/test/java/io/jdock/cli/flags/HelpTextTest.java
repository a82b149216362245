package io.jdock.cli.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HelpTextTest {

    @Test
    void wrapsLongTextsAndSortsFlags() {
        FlagSet flags = new FlagSet("[OPTIONS] CONTAINER", "Fetch the logs of a container", Arity.exactly(1))
                .aliases("container logs", "logs");
        flags.calledAs("logs");
        flags.text("tail", 'n', "all", "Number of lines to show from the end of the logs");
        flags.bool("follow", 'f', "Follow log output");
        flags.hidden(flags.bool("old", 'o', "Not shown"));

        assertEquals("""
                Usage:  jdock logs [OPTIONS] CONTAINER

                Fetch the logs of a container

                Aliases:
                  jdock container logs, jdock logs

                Options:
                  -f, --follow        Follow log output
                  -n, --tail string   Number of lines to show from the end of the logs
                                      (default "all")
                """, flags.help(79));
    }

    @Test
    void startsTextsOnALineOfTheirOwnWhereTheTerminalIsNarrow() {
        FlagSet flags = new FlagSet("", "Test", Arity.NONE);
        flags.bool("some-long-switch", '\0', "One two three four five six");

        assertEquals("""
                      --some-long-switch  \s
                                One two three four
                                five six
                """, flags.options(41));
    }
}
