package io.jdock.daemon.build.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.jdock.daemon.image.change.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeredocTest {

    private static List<Instruction> instructions(String text) {
        return Dockerfile.parse("FROM scratch\n" + text).stages().getFirst().instructions();
    }

    private static Instruction.Run run(String text) {
        return assertInstanceOf(Instruction.Run.class, instructions(text).getFirst());
    }

    private static Instruction.Copy copy(String text) {
        return assertInstanceOf(Instruction.Copy.class, instructions(text).getFirst());
    }

    @Test
    void aDocumentAloneIsTheScriptOfTheShell() {
        Instruction.Run run = run("RUN <<EOF\necho a \\\n  $b\n# no comment\n\nFROM x\nEOF\nRUN next");

        assertEquals(List.of("/bin/sh", "-c", "echo a \\\n  $b\n# no comment\n\nFROM x\n"), run.command(List.of()));
        assertEquals(Optional.empty(), run.script());
        assertEquals("RUN <<EOF", run.origin().text());
        assertEquals(
                9,
                instructions("RUN <<EOF\n1\n2\n3\n4\n5\nEOF\nRUN next")
                        .getLast()
                        .origin()
                        .line());
    }

    @Test
    void aProgramWithAnInterpreterIsAFile() {
        Instruction.Run run = run("RUN <<-EOF\n\t#!/usr/bin/env python3\n\tprint(1)\n\tEOF");

        assertEquals(List.of("/dev/pipes/EOF"), run.command(List.of("bash", "-c")));
        assertEquals(
                Optional.of("#!/usr/bin/env python3\nprint(1)\n"), run.script().map(Heredoc::text));
    }

    @Test
    void otherwiseTheShellReadsTheDocuments() {
        Instruction.Run run = run("RUN cat <<A 3<<-\"B\" && \\\n  x\n$a\nA\n\tb\n\tB\nRUN next");

        assertEquals(
                List.of("bash", "-c", "cat <<A 3<<-\"B\" &&   x\n$a\nA\n\tb\nB"), run.command(List.of("bash", "-c")));
    }

    @Test
    void copiesBringFiles() {
        Instruction.Copy copy =
                copy("COPY --chmod=755 a <<one <<-'two' <<\"3\" /dir/\n$V \"q\" \\$V\none\n\t\t$V\n\ttwo\n3\n");

        Instruction.Copy expanded = copy.expanded(Map.of("V", "value"));

        assertEquals(List.of("a"), expanded.sources());
        assertEquals(
                List.of("one", "two", "3"),
                expanded.inline().stream().map(Heredoc::name).toList());
        assertEquals(
                List.of("value \"q\" $V\n", "$V\n", ""),
                expanded.inline().stream().map(Heredoc::text).toList());
        assertEquals(List.of(), copy("COPY <<EOF /x\nEOF").sources());
    }

    @Test
    void theEndOfADocumentIsALineOfItsOwn() {
        Instruction.Copy copy = copy("COPY <<EOF /x\n EOF\nEOF \n\tEOF\nEOFX\r\nEOF\r\nRUN x");

        assertEquals(" EOF\nEOF \n\tEOF\nEOFX\r\n", copy.inline().getFirst().text());
    }

    @Test
    void aTriggerKeepsItsDocuments() {
        Change change = assertInstanceOf(
                        Instruction.Setting.class,
                        instructions("ONBUILD RUN <<EOF\na\nEOF\nRUN x").getFirst())
                .change();

        assertEquals(new Change.Trigger("RUN <<EOF\na\nEOF"), change);
        assertEquals(
                List.of("/bin/sh", "-c", "a\n"),
                assertInstanceOf(
                                Instruction.Run.class,
                                Dockerfile.triggers(List.of("RUN <<EOF\na\nEOF"))
                                        .getFirst())
                        .command(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN cat <<<EOF",
                "RUN echo $((1<<a))",
                "RUN echo '<<EOF'",
                "RUN echo \"x <<EOF\"",
                "RUN a << EOF",
                "RUN [\"a\", \"<<EOF\"]",
                "RUN x<<EOF",
                "CMD cat <<EOF"
            })
    void otherTextsAreNoDocuments(String line) {
        assertEquals(2, instructions(line + "\nRUN next").size());
    }
}
