package io.jdock.daemon.build.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.daemon.image.change.Change;
import io.jdock.daemon.words.CommandLine;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DockerfileTest {

    /** The instructions of the only stage of a Dockerfile that starts with FROM. */
    private static List<Instruction> instructions(String... lines) {
        return Dockerfile.parse("FROM scratch\n" + String.join("\n", lines))
                .stages()
                .getFirst()
                .instructions();
    }

    private static String shell(Instruction instruction) {
        return assertInstanceOf(Instruction.Run.class, instruction)
                .command(List.of())
                .getLast();
    }

    private static Instruction.Copy copy(String line) {
        return assertInstanceOf(Instruction.Copy.class, instructions(line).getFirst());
    }

    @Test
    void everyInstructionIsRead() {
        Dockerfile file = Dockerfile.parse("""
                ARG BASE=alpine
                FROM --platform=linux/$ARCH $BASE AS Build
                MAINTAINER someone
                RUN make
                CMD a
                LABEL a=b
                EXPOSE 1
                ENV a=b
                ADD a b
                COPY a b
                ENTRYPOINT a
                VOLUME /a
                USER a
                WORKDIR /a
                ARG a b=c
                ONBUILD RUN x
                STOPSIGNAL 9
                HEALTHCHECK NONE
                shell ["a"]
                from scratch
                """);

        assertEquals(
                List.of(new Instruction.Arg.Variable("BASE", Optional.of("alpine"))),
                file.globals().getFirst().variables());
        Stage build = file.stages().getFirst();
        assertEquals("$BASE", build.from().image());
        assertEquals("build", build.from().name());
        assertEquals("linux/$ARCH", build.from().platform());
        assertEquals(
                List.of(
                        "Maintainer",
                        "Run",
                        "Command",
                        "Label",
                        "Expose",
                        "Env",
                        "Copy",
                        "Copy",
                        "Entrypoint",
                        "Volume",
                        "User",
                        "Workdir",
                        "Arg",
                        "Trigger",
                        "StopSignal",
                        "Health",
                        "Shell"),
                build.instructions().stream().map(DockerfileTest::kind).toList());
        assertEquals(
                List.of(
                        new Instruction.Arg.Variable("a", Optional.empty()),
                        new Instruction.Arg.Variable("b", Optional.of("c"))),
                assertInstanceOf(Instruction.Arg.class, build.instructions().get(12))
                        .variables());
        assertEquals(
                new Stage(file.stages().getLast().from(), List.of()),
                file.stages().getLast());
    }

    private static String kind(Instruction instruction) {
        Object kind = instruction instanceof Instruction.Setting setting ? setting.change() : instruction;
        return kind.getClass().getSimpleName();
    }

    @Test
    void anInstructionKnowsWhereItComesFrom() {
        List<Instruction> found = instructions("", "# comment", "  RUN  a \\", "# comment", "   b  ", "\tcmd x");

        assertEquals(new Origin(4, "RUN  a    b", '\\'), found.getFirst().origin());
        assertEquals(new Origin(7, "cmd x", '\\'), found.getLast().origin());
    }

    @Test
    void linesGoOnOverCommentsAndEmptyLines() {
        Dockerfile file = Dockerfile.parse("FROM a\nRUN a \\ \t\n  # comment\nb\\\n\n \n c\nRUN d # no comment\n");

        List<Instruction> found = file.stages().getFirst().instructions();
        assertEquals("a b c", shell(found.getFirst()));
        assertEquals("d # no comment", shell(found.getLast()));
        assertEquals(
                List.of(
                        "[WARNING]: Empty continuation line found in:\n    RUN a b c",
                        "[WARNING]: Empty continuation lines will become errors in a future release."),
                file.warnings());
    }

    @Test
    void anEscapedEscapeCharacterDoesNotContinue() {
        assertEquals("a \\\\", shell(instructions("RUN a \\\\", "RUN b").getFirst()));
        assertEquals("a", shell(instructions("RUN a\\").getFirst()));
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreNoText() {
        Dockerfile file = Dockerfile.parse("\ufeff# escape=`\r\nFROM a\r\nRUN b `\r\n  c\r\nENV a=b\r\n");

        assertEquals('`', file.stages().getFirst().from().origin().escape());
        assertEquals("b   c", shell(file.stages().getFirst().instructions().getFirst()));
        assertEquals(
                new Change.Env(List.of(Map.entry("a", "b"))),
                assertInstanceOf(
                                Instruction.Setting.class,
                                file.stages().getFirst().instructions().getLast())
                        .change());
    }

    @Test
    void directivesStandAtTheTop() {
        assertEquals('`', escape("# syntax=docker/dockerfile:1\n#check=skip=all\n #  Escape = ` \nFROM a"));
        assertEquals('\\', escape("# a comment\n# escape=`\nFROM a"));
        assertEquals('\\', escape("\n# escape=`\nFROM a"));
        assertEquals('\\', escape("# other=x\n# escape=`\nFROM a"));
        assertEquals('\\', escape("FROM a\n# escape=`\n"));
    }

    private static char escape(String text) {
        return Dockerfile.parse(text).stages().getFirst().from().origin().escape();
    }

    @Test
    void commandsOfRunAreJsonOrForTheShellOfTheImage() {
        Instruction.Run exec = assertInstanceOf(
                Instruction.Run.class,
                instructions("RUN --network=default [\"a\", \"b c\"]").getFirst());
        Instruction.Run shell = assertInstanceOf(
                Instruction.Run.class, instructions("RUN a && $b").getFirst());

        assertEquals(List.of("a", "b c"), exec.command(List.of("bash", "-c")));
        assertEquals(List.of("/bin/sh", "-c", "a && $b"), shell.command(List.of()));
        assertEquals(List.of("bash", "-c", "a && $b"), shell.command(List.of("bash", "-c")));
    }

    @Test
    void copiesHaveSourcesAndADestination() {
        Instruction.Copy copy =
                copy("COPY --from=build --chown=$u:1 --chmod=0644 --link --exclude=*.o --exclude=x a b/ /c/");

        assertEquals(List.of("a", "b/"), copy.sources());
        assertEquals("/c/", copy.destination());
        assertEquals(new CopyOptions("build", "$u:1", "0644", "", List.of("*.o", "x")), copy.options());
        assertEquals(OptionalInt.of(0644), copy.options().mode());
        assertEquals(OptionalInt.empty(), CopyOptions.NONE.mode());
        assertEquals(List.of("a b"), copy("ADD [\"a b\", \"/c d/\"]").sources());
        assertEquals(
                "sha256:0",
                copy("ADD --checksum=sha256:0 http://x/y /").options().checksum());
    }

    @Test
    void copiesAreExpandedWordByWord() {
        Instruction.Copy copy =
                copy("COPY --from=$u --chown=$u a$u $two \"$u\" /$u").expanded(Map.of("u", "me", "two", "x y"));

        assertEquals(List.of("ame", "x y", "me"), copy.sources());
        assertEquals("/me", copy.destination());
        assertEquals("me", copy.options().chown());
        assertEquals("$u", copy.options().from());
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "77777", "u=rwx", "-1", "0x1"})
    void modesAreOctal(String mode) {
        CopyOptions options = copy("COPY --chmod=" + mode + " a b").options();

        var error = assertThrows(InvalidArgumentException.class, options::mode);

        assertEquals(
                "invalid chmod parameter: '%s'. it should be octal string and between 0 and 07777".formatted(mode),
                error.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "FOO x|unknown instruction: FOO",
                "foo|unknown instruction: FOO",
                "RUN|RUN requires at least one argument",
                "RUN []|RUN requires at least one argument",
                "RUN [\"a\"] <<EOF\\nEOF|RUN in JSON form cannot accept a heredoc",
                "RUN --mount=type=bind x|RUN --mount=type=bind is not supported",
                "RUN --network=host x|RUN --network=host is not supported",
                "RUN --security=insecure x|RUN --security=insecure is not supported",
                "RUN --device=x y|RUN --device=x is not supported",
                "RUN --foo=1 x|unknown flag: --foo",
                "FROM|FROM requires either one or three arguments",
                "FROM a b|FROM requires either one or three arguments",
                "FROM a AS|FROM requires either one or three arguments",
                "FROM a IS b|FROM requires either one or three arguments",
                "FROM a AS 1x|invalid name for build stage: \"1x\", name can't start with a number or contain symbols",
                "FROM a AS a:b|invalid name for build stage: \"a:b\", name can't start with a number or contain symbols",
                "FROM a AS x\\nFROM b AS X|x stage name already used",
                "FROM --foo=1 a|unknown flag: --foo",
                "CMD [1]|when using JSON array syntax, arrays must be comprised of strings only",
                "CMD --foo bar|unknown flag: --foo",
                "SHELL x|SHELL requires the arguments to be in JSON form",
                "ENV A|ENV must have two arguments",
                "ENV A=1 B|Syntax error - can't find = in \"B\". Must be of the form: name=value",
                "ENV =1|ENV names can not be blank",
                "ARG A=1 =2|ARG names can not be blank",
                "ARG|ARG requires at least one argument",
                "USER|USER requires exactly one argument",
                "COPY --foo=1 a b|unknown flag: --foo",
                "COPY --chown a b|missing a value on flag: --chown",
                "COPY --chown=1 --chown=2 a b|duplicate flag specified: --chown",
                "COPY --link=x a b|expecting boolean value for flag --link, not: x",
                "COPY --parents a b|COPY --parents is not supported",
                "COPY --checksum=x a b|unknown flag: --checksum",
                "COPY|COPY requires at least two arguments",
                "COPY a|COPY requires at least two arguments, but only one was provided. Destination could not be determined",
                "COPY [\"a\"]|COPY requires at least two arguments, but only one was provided. Destination could not be determined",
                "COPY a <<EOF\\nEOF|COPY cannot accept a heredoc as a destination",
                "COPY <<EOF /x\\na|unterminated heredoc",
                "COPY <<../EOF /x\\na\\n../EOF|a heredoc cannot be named ../EOF",
                "COPY --from=x <<EOF /x\\nEOF|COPY --from cannot accept a heredoc",
                "ADD --from=x a b|unknown flag: --from",
                "ADD --keep-git-dir=true a b|ADD --keep-git-dir is not supported",
                "ONBUILD|ONBUILD requires at least one argument",
                "ONBUILD ONBUILD RUN x|Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
                "ONBUILD from x|FROM isn't allowed as an ONBUILD trigger",
                "ONBUILD MAINTAINER x|MAINTAINER isn't allowed as an ONBUILD trigger",
                "HEALTHCHECK FOO|unknown type \"FOO\" in HEALTHCHECK (try CMD)",
                "USER a\0b|a NUL character is in the text",
            })
    void saysWhatIsWrongAndWhere(String lines, String problem) {
        String text = "FROM scratch\n\n" + lines.replace("\\n", "\n");
        int line = lines.startsWith("FROM a AS x") ? 4 : 3;

        var error = assertThrows(InvalidArgumentException.class, () -> Dockerfile.parse(text));

        assertEquals("dockerfile parse error on line %d: %s".formatted(line, problem), error.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "§§|file with no instructions",
                "# just|file with no instructions",
                "\\n \\n|file with no instructions",
                "ARG A|dockerfile contains no stages to build",
                "ARG A\\nRUN x\\nFROM a|dockerfile parse error on line 2: no build stage in current context",
                "# escape=x\\nFROM a|dockerfile parse error on line 1: invalid escape token 'x' does not match ` or \\",
                "# escape=`\\n# escape=`\\nFROM a|dockerfile parse error on line 2: only one escape parser directive can be used",
            })
    void saysWhatIsWrongWithTheWhole(String lines, String problem) {
        var error = assertThrows(InvalidArgumentException.class, () -> Dockerfile.parse(lines.replace("\\n", "\n")));

        assertEquals(problem, error.text());
    }

    @Test
    void triggersAreInstructions() {
        List<Instruction> found = Dockerfile.triggers(List.of("RUN a $b", "COPY <<EOF /x\ntext\nEOF", "ENV a=b"));

        assertEquals(
                List.of("Run", "Copy", "Env"),
                found.stream().map(DockerfileTest::kind).toList());
        assertEquals("RUN a $b", found.getFirst().origin().text());
    }

    @ParameterizedTest
    @CsvSource({
        "FROM x, ONBUILD trigger FROM x: FROM isn't allowed as an ONBUILD trigger",
        "MAINTAINER x, ONBUILD trigger MAINTAINER x: MAINTAINER isn't allowed as an ONBUILD trigger",
        "ONBUILD RUN x, ONBUILD trigger ONBUILD RUN x: ONBUILD isn't allowed as an ONBUILD trigger",
        "FOO, ONBUILD trigger FOO: dockerfile parse error on line 1: unknown instruction: FOO",
        "'RUN a\nRUN b', ONBUILD trigger RUN a: onbuild trigger should be a single expression",
        "'', 'ONBUILD trigger : onbuild trigger should be a single expression'",
    })
    void saysWhichTriggerIsWrong(String trigger, String problem) {
        List<String> triggers = List.of("RUN x", trigger);

        var error = assertThrows(InvalidArgumentException.class, () -> Dockerfile.triggers(triggers));

        assertEquals(problem, error.text());
    }

    @Test
    void thereIsABoundOnStages() {
        String text = "FROM a\n".repeat(100_000);

        var error = assertThrows(InvalidArgumentException.class, () -> Dockerfile.parse(text));

        assertEquals("dockerfile parse error on line 10001: a Dockerfile has at most 10000 instructions", error.text());
    }

    @Test
    void thereIsABoundOnLength() {
        String text = "FROM a\nCOPY <<EOF /x\n" + "x".repeat(Dockerfile.LONGEST) + "\nEOF\n";

        var error = assertThrows(InvalidArgumentException.class, () -> Dockerfile.parse(text));

        assertEquals("the Dockerfile is longer than 8388608 characters", error.text());
    }

    @Test
    void longLinesAreReadOnce() {
        // Each of these would take hours if it were not read in one pass.
        String blanks = " ".repeat(1_000_000);
        String continued = "x\\\n".repeat(300_000);
        String comments = "# c\n".repeat(300_000);
        String words = IntStream.range(0, 100_000).mapToObj(i -> "a" + i + "=b").collect(Collectors.joining(" "));
        String documents = "RUN <<A\n" + "a\n".repeat(300_000) + "A\n";

        List<Instruction> found = instructions(
                "RUN a" + blanks + "b",
                "RUN " + continued + "y",
                "RUN a \\",
                comments + "b",
                "ARG " + words,
                documents,
                "COPY " + "[".repeat(500_000) + " b");

        assertEquals(6, found.size());
        assertEquals(300_001, shell(found.get(1)).length());
    }

    @Test
    void aCommandLineIsWhatWasWritten() {
        assertEquals(
                new CommandLine(List.of("a  b"), false),
                assertInstanceOf(
                                Instruction.Run.class,
                                instructions("RUN   a  b ").getFirst())
                        .line());
    }
}
