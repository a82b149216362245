package io.jdock.daemon.build.dockerfile;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.jdock.daemon.image.change.Changes;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ExecutionConfig;
import io.jdock.oci.image.Platform;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Dockerfiles of random pieces: each is understood, or refused in words. */
final class DockerfileFuzzTest {

    private static final int FILES = 30_000;
    private static final long SEED = 20_26;
    private static final List<String> PIECES = List.of(
            "FROM",
            "RUN",
            "CMD",
            "LABEL",
            "MAINTAINER",
            "EXPOSE",
            "ENV",
            "ADD",
            "COPY",
            "ENTRYPOINT",
            "VOLUME",
            "USER",
            "WORKDIR",
            "ARG",
            "ONBUILD",
            "STOPSIGNAL",
            "HEALTHCHECK",
            "SHELL",
            "AS",
            "NONE",
            " ",
            " ",
            " ",
            "\n",
            "\n",
            "\n",
            "\r\n",
            "\t",
            "\\",
            "`",
            "\\\n",
            "'",
            "\"",
            "$",
            "${",
            "}",
            "$A",
            "${A:-",
            "${A:+",
            "${A:?",
            "${A#",
            "${A##",
            "${A%",
            "${A%%",
            "${A/",
            "${A//",
            "/",
            "*",
            "?",
            ":",
            "=",
            "A=b",
            "[\"a\"",
            "[",
            "]",
            ",",
            "#",
            "# escape=`\n",
            "<<EOF",
            "<<-'E F'",
            "EOF\n",
            "E F\n",
            "--",
            "--from=0",
            "--chown=$A",
            "--chmod=7",
            "--exclude=*",
            "--interval=1s",
            "--network=default",
            "a",
            "80/tcp",
            "9-8",
            "..",
            "0",
            "9",
            "ü",
            "😀",
            "\ud800",
            "\u00a0",
            "\u0085",
            "x");

    @Test
    void everyTextIsReadOrRefused() {
        Random random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < FILES; i++) {
            String text = "FROM a\n" + text(random);
            try {
                build(Dockerfile.parse(text));
                read++;
            } catch (InvalidArgumentException e) {
                assertTrue(!e.text().isEmpty(), text);
            } catch (RuntimeException e) {
                fail("file %d: %s".formatted(i, text), e);
            }
        }
        // Otherwise the pieces no longer make anything that gets beyond the first look.
        assertTrue(read > FILES / 100, "only %d of them could be read".formatted(read));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(30); pieces > 0; pieces--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
            text.append(random.nextBoolean() ? " " : "");
        }
        return text.toString();
    }

    /** As far as that goes without files and containers. */
    private static void build(Dockerfile file) {
        Platform host = Platform.host();
        Arguments arguments = new Arguments(file, Map.of("A", "value/of*it"), host, host);
        file.needed("", arguments.globals());
        for (Stage stage : file.stages()) {
            Arguments.Scope scope = arguments.stage();
            ExecutionConfig config = ExecutionConfig.EMPTY;
            for (Instruction instruction : stage.instructions()) {
                config = perform(instruction, config, scope);
            }
            Dockerfile.triggers(config.onBuild());
        }
    }

    private static ExecutionConfig perform(Instruction instruction, ExecutionConfig config, Arguments.Scope scope) {
        Map<String, String> env = Changes.variables(config);
        switch (instruction) {
            case Instruction.From from -> fail("FROM inside a stage: " + from);
            case Instruction.Arg arg -> scope.declare(arg, env);
            case Instruction.Run run -> assertTrue(!run.command(config.shell()).isEmpty());
            case Instruction.Copy copy ->
                copy.expanded(scope.variables(env)).options().mode();
            case Instruction.Setting setting -> {
                char escape = setting.origin().escape();
                return Changes.apply(config, setting.change(), scope.values(), escape, false)
                        .config();
            }
        }
        return config;
    }
}
