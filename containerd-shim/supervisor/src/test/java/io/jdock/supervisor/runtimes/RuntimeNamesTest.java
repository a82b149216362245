package io.jdock.supervisor.runtimes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.api.containerd.runc.v1.Options;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.programs.SearchPath;
import io.jdock.supervisor.containers.Container;
import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.containers.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuntimeNamesTest {

    private static final ContainerKey BOX = new ContainerKey("space", "box");
    private static final Path STATE = Path.of("/run/state");
    private static final String RUNC = "io.containerd.runc.v2";

    @TempDir
    private Path bin;

    private RuntimeNames names;

    @BeforeEach
    void install() throws IOException {
        Files.setPosixFilePermissions(
                Files.createFile(bin.resolve("crun")), PosixFilePermissions.fromString("rwxr-xr-x"));
        names = new RuntimeNames(STATE, new ProgramSearch(new SearchPath(List.of(Path.of("/nonexistent"), bin))));
    }

    @Test
    void namesWithoutAProgramAreTheBuiltInRuntime() {
        for (String name : List.of("io.containerd.jdock.v1", "io.containerd.runc.v1", RUNC)) {
            assertEquals(new RuntimeChoice.BuiltIn(false), choose(name, Document.NONE, Document.NONE));
        }
        assertEquals(
                new RuntimeChoice.BuiltIn(false), choose(RUNC, document(Options.getDefaultInstance()), Document.NONE));
    }

    @Test
    void theBuiltInRuntimeTakesSystemdsCgroups() {
        Options options = Options.newBuilder().setSystemdCgroup(true).build();

        assertEquals(new RuntimeChoice.BuiltIn(true), choose(RUNC, document(options), Document.NONE));
    }

    @Test
    void aProgramIsFoundAndHasItsOwnStatePerNamespace() {
        Options options =
                Options.newBuilder().setBinaryName("crun").setNoPivotRoot(true).build();

        assertEquals(
                new RuntimeChoice.Binary(
                        bin.resolve("crun").toString(), "/run/state/runtimes/crun/space", false, true, false),
                choose(RUNC, document(options), Document.NONE));
    }

    @Test
    void theOptionsOfATaskReplaceThoseOfItsContainer() {
        Options forTask = Options.newBuilder()
                .setBinaryName(bin.resolve("crun").toString())
                .setRoot("/run/elsewhere")
                .setSystemdCgroup(true)
                .setNoNewKeyring(true)
                .build();
        Options forContainer = Options.newBuilder().setBinaryName("gone").build();

        assertEquals(
                new RuntimeChoice.Binary(bin.resolve("crun").toString(), "/run/elsewhere/space", true, false, true),
                choose(RUNC, document(forContainer), document(forTask)));
    }

    @Test
    void whatIsNotThereIsRefusedByName() throws IOException {
        Path file = Files.createFile(bin.resolve("plain"));

        refused(NotFoundException.class, "runtime \"gone\": executable file not found in $PATH", binary("gone"));
        refused(NotFoundException.class, "runtime /gone: no such file or directory", binary("/gone"));
        refused(InvalidArgumentException.class, "runtime a/b: must be a name or an absolute path", binary("a/b"));
        refused(
                PermissionDeniedException.class,
                "runtime %s: permission denied: not executable".formatted(file),
                binary(file.toString()));
    }

    @Test
    void fieldsThatWouldBeIgnoredAreRefusedByName() {
        for (Options options : List.of(
                Options.newBuilder().setShimCgroup("x").build(),
                Options.newBuilder().setIoUid(5).build(),
                Options.newBuilder().setIoGid(5).build(),
                Options.newBuilder().setCriuImagePath("x").build(),
                Options.newBuilder().setCriuWorkPath("x").build(),
                Options.newBuilder().setTaskApiAddress("x").build())) {
            String field = options.getAllFields().keySet().iterator().next().getName();
            refused(
                    NotImplementedException.class,
                    "runtime options: field %s is not supported".formatted(field),
                    options);
        }
        refused(
                InvalidArgumentException.class,
                "runtime options: root, no_pivot_root and no_new_keyring need a binary_name",
                Options.newBuilder().setRoot("/run/x").build());
        refused(
                InvalidArgumentException.class,
                "runtime options: root x: must be absolute",
                Options.newBuilder().setBinaryName("crun").setRoot("x").build());
    }

    @Test
    void unknownNamesAndDocumentsAreRefused() {
        Document garbage = new Document("containerd.runc.v1.Options", new byte[] {1, 2, 3});
        Document other = new Document("io.example.Options", new byte[0]);

        assertThrows(
                InvalidArgumentException.class, () -> choose("io.containerd.kata.v2", Document.NONE, Document.NONE));
        assertThrows(InvalidArgumentException.class, () -> choose(RUNC, garbage, Document.NONE));
        assertThrows(InvalidArgumentException.class, () -> choose(RUNC, other, Document.NONE));
        assertThrows(InvalidArgumentException.class, () -> choose("io.containerd.jdock.v1", other, Document.NONE));
    }

    private void refused(Class<? extends EngineException> kind, String text, Options options) {
        EngineException refusal = assertThrows(kind, () -> choose(RUNC, document(options), Document.NONE));
        assertTrue(refusal.text().startsWith(text), refusal::text);
    }

    private static Options binary(String name) {
        return Options.newBuilder().setBinaryName(name).build();
    }

    private static Document document(Options options) {
        return new Document("containerd.runc.v1.Options", options.toByteArray());
    }

    private RuntimeChoice choose(String name, Document forContainer, Document forTask) {
        return names.choose(BOX, new Container.Runtime(name, forContainer), forTask);
    }
}
