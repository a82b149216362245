package io.jdock.daemon.image.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ExecutionConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of a build: arguments, the shell, and what histories say. */
final class HistoryTextTest {

    private static final ExecutionConfig BASE =
            Changes.apply(ExecutionConfig.EMPTY, List.of("ENV A=b OVER=env", "WORKDIR /w", "CMD [\"base\"]"));

    private static Changes.Changed apply(String name, String text) {
        return Changes.apply(BASE, ChangeParser.parse(name, text, '\\'), Map.of("Q", "7", "OVER", "arg"), '\\', false);
    }

    // Compared with what `docker history` of dockerd 20.10 shows, but for the start interval, which came later.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "MAINTAINER|  Joe   Bloggs <a@b>|MAINTAINER Joe   Bloggs <a@b>",
                "ENV|A=b C=\"d e\" D='f $A' E=$Q F=$OVER|ENV A=b C=d e D=f $A E=7 F=env",
                "ENV|OLD the  whole   rest $A|ENV OLD=the  whole   rest b",
                "ENV|X=$UNSET Y=\"a\\tb\" Z='' W=a\\ b|ENV X= Y=a\\tb Z= W=a b",
                "ENV|N$Q=1|ENV N7=1",
                "LABEL|a=b \"c d\"=\"e f\" g=\"h\\\"i\"|LABEL a=b c d=e f g=h\"i",
                "LABEL|old   way of it|LABEL old=way of it",
                "EXPOSE|80 53/udp 9000-9002/tcp 80/tcp|EXPOSE 53/udp 80 80/tcp 9000-9002/tcp",
                "EXPOSE|80 $Q 8080:80 90/UDP \"91\"|EXPOSE 91 7 80 8080:80 90/UDP",
                "CMD|[\"a\", \"b \\\"c\"]|CMD [\"a\" \"b \\\"c\"]",
                "CMD|top  -b $A|CMD [\"/bin/sh\" \"-c\" \"top  -b $A\"]",
                "CMD|[]|CMD []",
                "ENTRYPOINT|[\"/x\",\"$A\"]|ENTRYPOINT [\"/x\" \"$A\"]",
                "ENTRYPOINT|exec   top|ENTRYPOINT [\"/bin/sh\" \"-c\" \"exec   top\"]",
                "USER|$A:$Q|USER b:7",
                "USER|a b|USER a b",
                "VOLUME|/x /y|VOLUME [/x /y]",
                "VOLUME|[\"/p q\", \"/$A\"]|VOLUME [/p q /b]",
                "WORKDIR|x$A/../y|WORKDIR /w/y",
                "WORKDIR|/y z|WORKDIR /y z",
                "WORKDIR|../../../b/./c/|WORKDIR /b/c",
                "STOPSIGNAL|9|STOPSIGNAL 9",
                "STOPSIGNAL|SIGTERM|STOPSIGNAL SIGTERM",
                "HEALTHCHECK|--interval=5s --timeout=3s --start-period=1m --retries=4 CMD curl  -f $A|"
                        + "HEALTHCHECK &{[\"CMD-SHELL\" \"curl  -f $A\"] \"5s\" \"3s\" \"1m0s\" \"0s\" '\\x04'}",
                "HEALTHCHECK|cmd [\"/x\", \"y z\"]|HEALTHCHECK &{[\"CMD\" \"/x\" \"y z\"] \"0s\" \"0s\" \"0s\" \"0s\" '\\x00'}",
                "HEALTHCHECK|NONE|HEALTHCHECK &{[\"NONE\"] \"0s\" \"0s\" \"0s\" \"0s\" '\\x00'}",
                "SHELL|[\"/bin/bash\", \"-c\"]|SHELL [/bin/bash -c]",
                "ONBUILD|RUN   make   $A    x|ONBUILD RUN   make   $A    x",
                "ONBUILD|COPY --chown=1 a b|ONBUILD COPY --chown=1 a b",
            })
    void saysWhatWasDone(String name, String text, String history) {
        assertEquals(history, apply(name, text).text());
    }

    @Test
    void aShellIsForLaterCommands() {
        ExecutionConfig bash = apply("SHELL", "[\"bash\", \"-c\"]").config();

        Changes.Changed changed = Changes.apply(bash, ChangeParser.parse("CMD", "a", '\\'), Map.of(), '\\', false);

        assertEquals(List.of("bash", "-c", "a"), changed.config().cmd());
        assertEquals(List.of("bash", "-c"), changed.config().shell());
    }

    @Test
    void anEntrypointTakesAwayTheCommandOfTheBaseOnly() {
        Change entrypoint = ChangeParser.parse("ENTRYPOINT", "[\"e\"]", '\\');

        assertEquals(
                List.of(),
                Changes.apply(BASE, entrypoint, Map.of(), '\\', false).config().cmd());
        assertEquals(
                List.of("base"),
                Changes.apply(BASE, entrypoint, Map.of(), '\\', true).config().cmd());
    }

    @Test
    void argumentsDoNotBecomePartOfTheImage() {
        assertEquals(
                List.of("A=b", "OVER=env", "N=7"), apply("ENV", "N=$Q").config().env());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HEALTHCHECK||HEALTHCHECK requires at least one argument",
                "HEALTHCHECK|CMD|Missing command after HEALTHCHECK CMD",
                "HEALTHCHECK|CMD []|Missing command after HEALTHCHECK CMD",
                "HEALTHCHECK|NONE x|HEALTHCHECK NONE takes no arguments",
                "HEALTHCHECK|--interval=1 CMD x|time: missing unit in duration \"1\"",
                "HEALTHCHECK|--interval=0.5ms CMD x|Interval \"interval\" cannot be less than 1ms",
                "HEALTHCHECK|--timeout=-1s CMD x|Interval \"timeout\" cannot be less than 1ms",
                "HEALTHCHECK|--retries=-1 CMD x|--retries cannot be negative (-1)",
                "HEALTHCHECK|--retries=1 --retries=2 CMD x|duplicate flag specified: --retries",
                "SHELL|bash -c|SHELL requires the arguments to be in JSON form",
                "SHELL|[]|SHELL requires at least one argument",
                "VOLUME|[]|VOLUME requires at least one argument",
                "VOLUME|[\"\"]|VOLUME specified can not be an empty string",
                "MAINTAINER||MAINTAINER requires exactly one argument",
                "ENV||ENV requires at least one argument",
            })
    void saysWhatCannotBeRead(String name, String text, String problem) {
        String given = text == null ? "" : text;

        var error = assertThrows(InvalidArgumentException.class, () -> ChangeParser.parse(name, given, '\\'));

        assertEquals(problem, error.text());
    }

    @Test
    void configurationsHaveABound() {
        Change env = ChangeParser.parse("ENV", "BIG=$X", '\\');
        Map<String, String> arguments = Map.of("X", "x".repeat(3 << 20));

        var error =
                assertThrows(InvalidArgumentException.class, () -> Changes.apply(BASE, env, arguments, '\\', false));

        assertEquals("the configuration of the image would be longer than 2097152 characters", error.text());
    }

    @Test
    void manySmallReferencesToABigValueHaveABound() {
        // A thousand megabytes, were they all kept.
        Change expose = ChangeParser.parse("EXPOSE", "$X ".repeat(1_000), '\\');
        Map<String, String> arguments = Map.of("X", "1 ".repeat(1 << 19));

        assertThrows(InvalidArgumentException.class, () -> Changes.apply(BASE, expose, arguments, '\\', false));
    }

    @Test
    void nulIsNoText() {
        assertThrows(InvalidArgumentException.class, () -> ChangeParser.parse("USER", "a\0b", '\\'));
    }
}
