package io.jdock.daemon.build.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.Platform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {

    private static final Platform BUILD = new Platform("linux", "amd64", "");
    private static final Platform TARGET = new Platform("linux", "arm", "v7");

    private static Dockerfile file(String... lines) {
        return Dockerfile.parse(String.join("\n", lines));
    }

    private static Arguments arguments(Dockerfile file, Map<String, @Nullable String> options) {
        return new Arguments(file, options, BUILD, TARGET);
    }

    /** The scope at the end of a stage that starts from an image, and the texts for the history. */
    private static Arguments.Scope declareAll(Arguments.Scope scope, Stage stage, Map<String, String> env) {
        for (Instruction instruction : stage.instructions()) {
            scope.declare(assertInstanceOf(Instruction.Arg.class, instruction), env);
        }
        return scope;
    }

    private static Map<String, String> valuesIn(Dockerfile file, Map<String, @Nullable String> options) {
        Arguments arguments = arguments(file, options);
        return declareAll(arguments.stage(), file.stages().getFirst(), Map.of()).values();
    }

    @Test
    void globalArgumentsReferToEarlierOnes() {
        Arguments arguments = arguments(
                file("ARG V=1 N=a$V", "ARG M=$N-$P-$TARGETARCH P", "ARG G=d", "FROM x"), Map.of("G", "given"));

        assertEquals("a1", arguments.globals().get("N"));
        assertEquals("a1--arm", arguments.globals().get("M"));
        assertEquals("given", arguments.globals().get("G"));
        assertEquals("linux/amd64", arguments.globals().get("BUILDPLATFORM"));
    }

    @Test
    void aStageSeesWhatItDeclares() {
        Dockerfile file = file("ARG G=global", "ARG H=global", "FROM x", "ARG G", "ARG H=own", "ARG NO");

        assertEquals(Map.of("G", "global", "H", "own"), valuesIn(file, Map.of()));
        assertEquals(
                Map.of("G", "1", "H", "2", "NO", "3"), valuesIn(file, Map.of("G", "1", "H", "2", "NO", "3", "X", "4")));
    }

    @Test
    void noValueFromTheClientIsNone() {
        Map<String, @Nullable String> options = new HashMap<>();
        options.put("A", null);
        options.put("B", "");

        assertEquals(Map.of("A", "x", "B", ""), valuesIn(file("FROM x", "ARG A=x B=y"), options));
    }

    @Test
    void platformsAreKnownOnceDeclared() {
        Dockerfile file = file("FROM x", "ARG TARGETPLATFORM", "ARG TARGETVARIANT BUILDARCH TARGETOS=other");

        assertEquals(
                Map.of(
                        "TARGETPLATFORM",
                        "linux/arm/v7",
                        "TARGETVARIANT",
                        "v7",
                        "BUILDARCH",
                        "amd64",
                        "TARGETOS",
                        "other"),
                valuesIn(file, Map.of()));
        assertEquals("mine", valuesIn(file, Map.of("TARGETPLATFORM", "mine")).get("TARGETPLATFORM"));
        assertEquals(
                "mine", arguments(file, Map.of("TARGETOS", "mine")).globals().get("TARGETOS"));
    }

    @Test
    void aStageThatContinuesAnotherHasItsArguments() {
        Dockerfile file = file("FROM x AS one", "ARG A=1", "FROM one", "ARG B=$A-2");
        Arguments arguments = arguments(file, Map.of());

        Arguments.Scope one = declareAll(arguments.stage(), file.stages().getFirst(), Map.of());
        Arguments.Scope two = declareAll(arguments.stage(one), file.stages().getLast(), Map.of());

        assertEquals(Map.of("A", "1"), one.values());
        assertEquals(Map.of("A", "1", "B", "1-2"), two.values());
    }

    @Test
    void historiesHaveDefaultsOnly() {
        Dockerfile file = file("ARG G=global", "FROM x", "ARG A=1 B=$A$E G C");
        Arguments.Scope scope = arguments(file, Map.of("A", "7")).stage();

        String text = scope.declare(
                assertInstanceOf(
                        Instruction.Arg.class,
                        file.stages().getFirst().instructions().getFirst()),
                Map.of("E", "e"));

        assertEquals("ARG A=1 B=7e G C", text);
    }

    @Test
    void variablesOfTheImageWin() {
        Dockerfile file = file("FROM x", "ARG A=arg", "ARG B=$A");
        Map<String, String> env = Map.of("A", "env", "E", "e");

        Arguments.Scope scope =
                declareAll(arguments(file, Map.of()).stage(), file.stages().getFirst(), env);

        assertEquals(Map.of("A", "env", "E", "e", "B", "env"), scope.variables(env));
        assertEquals(List.of("B=env"), scope.environment(env));
    }

    @Test
    void proxiesReachCommandsUnrecorded() {
        Dockerfile file = file("FROM x", "ARG z=1 https_proxy");
        Map<String, @Nullable String> options = Map.of("http_proxy", "http://p", "https_proxy", "http://s");
        Arguments arguments = arguments(file, options);

        Arguments.Scope scope = declareAll(arguments.stage(), file.stages().getFirst(), Map.of());

        assertEquals(List.of("http_proxy=http://p", "https_proxy=http://s", "z=1"), scope.environment(Map.of()));
        assertEquals(List.of("https_proxy=http://s", "z=1"), scope.recorded(Map.of()));
        assertEquals(List.of("https_proxy=http://s", "z=1"), scope.environment(Map.of("http_proxy", "")));
        assertEquals("", arguments.warning());
    }

    @Test
    void unusedArgumentsAreNamed() {
        Map<String, @Nullable String> options = new HashMap<>(Map.of("z", "1", "a", "2", "G", "3", "S", "4", "T", "5"));
        options.put("none", null);
        Dockerfile file = file("ARG G", "FROM x AS skipped", "ARG S", "FROM y");
        Arguments arguments = arguments(file, options);

        assertEquals(List.of("T", "a", "none", "z"), arguments.unused());

        // An ONBUILD trigger of the base image declares one more.
        Instruction trigger = Dockerfile.triggers(List.of("ARG T")).getFirst();
        arguments.stage().declare(assertInstanceOf(Instruction.Arg.class, trigger), Map.of());

        assertEquals("[Warning] One or more build-args [a none z] were not consumed", arguments.warning());
    }

    @Test
    void namesCannotVanish() {
        Dockerfile file = file("ARG $X=1", "FROM x");

        var error = assertThrows(InvalidArgumentException.class, () -> arguments(file, Map.of()));

        assertEquals("ARG names can not be blank", error.text());
    }

    @Test
    void valuesThatGrowEndInAnError() {
        StringBuilder text = new StringBuilder("ARG A0=0123456789\n");
        for (int i = 1; i < 60; i++) {
            text.append("ARG A%d=$A%d$A%d\n".formatted(i, i - 1, i - 1));
        }
        Dockerfile file = file(text + "FROM x");

        var error = assertThrows(InvalidArgumentException.class, () -> arguments(file, Map.of()));

        assertEquals("values of build arguments are longer than 4194304 characters", error.text());
    }

    @Test
    void manyArgumentsInOneLineAreReadOnce() {
        // Looking at all earlier ones for each would be ten thousand million steps.
        Dockerfile file = file("FROM x", "ARG a=1" + " b=$a".repeat(100_000));

        assertEquals(Map.of("a", "1", "b", "1"), valuesIn(file, Map.of()));
    }

    @Test
    void nulIsNoText() {
        Dockerfile file = file("FROM x");

        assertThrows(InvalidArgumentException.class, () -> arguments(file, Map.of("A", "a\0b")));
    }
}
