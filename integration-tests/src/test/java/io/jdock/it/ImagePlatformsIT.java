package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An image for two platforms: put together by either client, pulled, shown, saved and taken apart. */
@ExtendWith(LeakAudit.class)
final class ImagePlatformsIT {

    private static final String IMAGE = "jdock/httpd:embedded";

    private static Engine engine;
    private static LocalRegistry registry;
    private static String app;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        engine = Engine.start();
        registry = new LocalRegistry();
        app = registry.host() + "/app";
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
        engine.jdock("tag", IMAGE, app + ":host").expect(0);
        engine.jdock("push", app + ":host").expect(0);
        other();
        engine.jdock("rmi", app + ":host", app + ":other").expect(0);
    }

    /** The same files once more, as an image for another kind of machine. */
    private static void other() {
        String archive = engine.dataRoot().resolveSibling("files.tar").toString();
        engine.jdock("create", "--name", "files", IMAGE).expect(0);
        engine.jdock("export", "-o", archive, "files").expect(0);
        engine.jdock("rm", "files").expect(0);
        engine.jdock("import", "--platform", "linux/s390x", "-c", "CMD [\"sh\"]", archive, app + ":other")
                .expect(0);
        engine.jdock("push", app + ":other").expect(0);
    }

    @AfterAll
    static void stop() {
        engine.close();
        registry.close();
    }

    private static void assertSame(String... words) {
        assertEquals(
                engine.docker(words).expect(0).out(),
                engine.jdock(words).expect(0).out(),
                String.join(" ", words));
    }

    @Test
    void eitherClientMakesTheSameList() {
        engine.jdock("manifest", "create", app + ":list", app + ":host", app + ":other")
                .expect(0);
        engine.docker("manifest", "annotate", "--variant=v1", "--os-features=a", app + ":list", app + ":other")
                .expect(0);

        assertSame("manifest", "inspect", app + ":list");
        assertSame("manifest", "inspect", "-v", app + ":list");
        assertSame("manifest", "inspect", app + ":list", app + ":host");
        String pushed = engine.jdock("manifest", "push", app + ":list").text();

        assertEquals(
                pushed,
                engine.docker("manifest", "push", "--insecure", "--purge", app + ":list")
                        .text());
        assertSame("manifest", "inspect", "--insecure", app + ":list");
        assertSame("manifest", "inspect", "--insecure", "-v", app + ":host");
        String elsewhere = registry.host() + "/team/all:1";
        engine.docker("manifest", "create", "--insecure", elsewhere, app + ":host")
                .expect(0);
        assertTrue(engine.jdock("manifest", "push", "-p", elsewhere).text().startsWith("Pushed ref "));
        engine.jdock("pull", elsewhere).expect(0);
        engine.jdock("rmi", elsewhere).expect(0);
    }

    @Test
    void aPlatformIsShownSavedAndRemovedByItself() {
        String all = app + ":all";
        engine.docker("manifest", "create", "--insecure", all, app + ":host", app + ":other")
                .expect(0);
        engine.jdock("manifest", "push", "-p", all).expect(0);
        engine.jdock("pull", "--platform", "linux/s390x", all).expect(0);
        engine.jdock("pull", all).expect(0);

        assertEquals(
                plain(engine.docker("images", "--tree").text()),
                engine.jdock("images", "--tree").text());
        assertSame(
                "image",
                "inspect",
                "--platform",
                "linux/s390x",
                "-f",
                "{{.Id}} {{.Architecture}} {{.Config.Cmd}}",
                all);
        // Without ages, between which the clock goes on.
        assertSame("history", "--platform=linux/s390x", "--no-trunc", "--human=false", all);
        String archive = directory.resolve("other.tar").toString();
        engine.docker("save", "--platform", "linux/s390x", "-o", archive, all).expect(0);
        String removed = engine.docker("rmi", "--platform", "linux/s390x", all).text();

        assertTrue(removed.startsWith("Deleted: sha256:"), removed);
        engine.jdock("image", "inspect", "--platform", "linux/s390x", all).expect(1);
        assertEquals("ok", engine.jdock("run", "--rm", all, "echo", "ok").text());
        engine.jdock("rmi", all).expect(0);
        engine.jdock("load", "-i", archive).expect(0);
        assertEquals(
                "s390x",
                engine.jdock("image", "inspect", "-f", "{{.Architecture}}", all).text());
        engine.jdock("rmi", all).expect(0);
    }

    /** Docker's heading has colours even where there is no terminal. */
    private static String plain(String text) {
        return text.replaceAll("\033\\[[0-9;]*m", "");
    }

    @Test
    void allTagsArePulledWhenThatIsAsked() {
        String repository = registry.host() + "/tags";
        for (String tag : List.of("1", "2")) {
            engine.jdock("tag", IMAGE, repository + ":" + tag).expect(0);
            engine.jdock("push", repository + ":" + tag).expect(0);
            engine.jdock("rmi", repository + ":" + tag).expect(0);
        }

        engine.jdock("pull", "-a", repository).expect(0);

        Stream<String> names = engine.docker("images", "--format", "{{.Repository}}:{{.Tag}}", repository)
                .text()
                .lines();
        assertEquals(
                List.of(repository + ":1", repository + ":2"), names.sorted().toList());
        engine.jdock("rmi", repository + ":1", repository + ":2").expect(0);
    }

    @Test
    void aRegistryWithoutSearchIsToldOf() {
        Command.Result result = engine.docker("search", registry.host() + "/app");

        assertEquals(1, result.status());
        assertTrue(result.err().contains("registry " + registry.host() + " offers no search"), result.err());
        assertFalse(engine.jdock("search", "--limit", "101", "x").err().isEmpty());
    }
}
