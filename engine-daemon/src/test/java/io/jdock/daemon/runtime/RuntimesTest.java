package io.jdock.daemon.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.programs.SearchPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuntimesTest {

    @TempDir
    private Path directory;

    @Test
    void theBuiltInOneIsTheDefaultAndNeedsNoProgram() {
        Runtimes runtimes = open(Map.of(), Optional.empty());

        assertEquals("jdock", runtimes.choose(""));
        assertEquals("jdock", runtimes.choose("jdock"));
        assertEquals("", runtimes.program("jdock"));
        assertEquals(Map.of("jdock", new OciProgram("jdock", List.of())), runtimes.list());
    }

    @Test
    void whatNobodyKnowsIsRefusedInDockersWords() {
        Runtimes runtimes = open(Map.of("kata", new OciProgram("/kata", List.of())), Optional.of("kata"));

        assertEquals("kata", runtimes.choose(""));
        for (String unknown : List.of("foo", "runc", "Kata", "/nonexistent/runtime")) {
            var refusal = assertThrows(InvalidArgumentException.class, () -> runtimes.choose(unknown));
            assertEquals("Unknown runtime specified " + unknown, refusal.getMessage());
        }
        var gone = assertThrows(InvalidArgumentException.class, () -> runtimes.program("foo"));
        assertEquals("no such runtime 'foo'", gone.getMessage());
        var noDefault = assertThrows(InvalidArgumentException.class, () -> open(Map.of(), Optional.of("zz")));
        assertEquals("specified default runtime 'zz' does not exist", noDefault.getMessage());
    }

    @Test
    void installedOnesNeedNoDeclaration() throws IOException {
        Path runc = install("runc");
        Runtimes runtimes = open(Map.of(), Optional.of("runc"));

        assertEquals(runc.toString(), runtimes.program("runc"));
        assertEquals(List.of("jdock", "runc"), List.copyOf(runtimes.list().keySet()));
        install("crun");
        assertEquals("crun", runtimes.choose("crun"), "also one that is installed later");
        assertEquals(runc.toString(), runtimes.program(runtimes.choose(runc.toString())), "and any by its path");
    }

    @Test
    void aDeclarationIsTakenBeforeWhatIsInstalled() throws IOException {
        install("runc");

        assertEquals(
                "/opt/runc",
                open(Map.of("runc", new OciProgram("/opt/runc", List.of())), Optional.empty())
                        .program("runc"));
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() throws Exception {
        Path echo = Files.writeString(directory.resolve("print it"), "#!/bin/sh\nprintf '<%s>' \"$@\"\n");
        Files.setPosixFilePermissions(echo, PosixFilePermissions.fromString("rwx------"));
        OciProgram program = new OciProgram(echo.toString(), List.of("a b", "it's", "$HOME", ""));
        Runtimes runtimes = open(Map.of("args", program), Optional.empty());

        Process process = new ProcessBuilder(runtimes.program("args"), "state", "x y").start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals("<a b><it's><$HOME><><state><x y>", said);
        assertEquals(0, process.waitFor());
        assertEquals(program, runtimes.list().get("args"));
    }

    @Test
    void flagsAreReadAsDockerReadsThem() {
        RuntimeDeclarations declarations = new RuntimeDeclarations();
        declarations.addFlag(" Kata = /opt/kata=x ");

        assertEquals(Map.of("kata", new OciProgram("/opt/kata=x", List.of())), declarations.declared());
        refused("--add-runtime: invalid runtime argument: foo", () -> declarations.addFlag("foo"));
        refused("--add-runtime: invalid runtime argument: =x", () -> declarations.addFlag("=x"));
        refused("--add-runtime: invalid runtime argument: x=", () -> declarations.addFlag("x="));
        refused("runtime 'kata' was already defined", () -> declarations.addFlag("kata=/b"));
        refused("runtime name 'jdock' is reserved", () -> declarations.addFlag("jdock=/b"));
        refused("runtime name '../x' must match [a-z0-9][a-z0-9_.-]*", () -> declarations.addFlag("../x=/b"));
    }

    @Test
    void theConfigurationFileAddsArguments() throws IOException {
        RuntimeDeclarations declarations = new RuntimeDeclarations();

        json(declarations, "{\"a\":{\"path\":\"/a\",\"runtimeArgs\":[\"--debug\"]},\"b\":{\"path\":\"b\"}}");

        assertEquals(
                Map.of("a", new OciProgram("/a", List.of("--debug")), "b", new OciProgram("b", List.of())),
                declarations.declared());
        refused("the key \"runtimes.c.path\" is missing", () -> json(declarations, "{\"c\":{}}"));
        refused(
                "the key \"runtimes.c.runtimeType\" is not supported",
                () -> json(declarations, "{\"c\":{\"runtimeType\":\"io.containerd.runsc.v1\"}}"));
        refused("the key \"runtimes\" has a value of the wrong kind: [", () -> json(declarations, "[]"));
        refused(
                "the key \"runtimes.c.runtimeArgs\" has a value of the wrong kind: 5",
                () -> json(declarations, "{\"c\":{\"path\":\"/c\",\"runtimeArgs\":[5]}}"));
    }

    /** Something that reads a declaration. */
    private interface Declaration {
        void read() throws IOException;
    }

    private static void refused(String text, Declaration declaration) {
        var refusal = assertThrows(InvalidArgumentException.class, declaration::read);
        assertEquals(text, refusal.getMessage());
    }

    private static void json(RuntimeDeclarations declarations, String text) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            declarations.addJson(json);
        }
    }

    private Path install(String name) throws IOException {
        Path program = Files.createFile(directory.resolve(name));
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private Runtimes open(Map<String, OciProgram> declared, Optional<String> defaultName) {
        return Runtimes.open(declared, defaultName, new SearchPath(List.of(directory)), directory.resolve("scripts"));
    }
}
