package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code run httpd:latest} as a user types it: pulled under its own name through a mirror, published, answered. */
@ExtendWith(LeakAudit.class)
final class MainJobIT {

    private static LocalRegistry registry;
    private static Engine engine;

    @BeforeAll
    static void start(@TempDir Path dir) {
        registry = new LocalRegistry();
        registry.push(TestImages.debianHttpd(dir), "library/httpd:latest");
        registry.push(TestImages.busybox(), "library/busybox:latest");
        engine = Engine.start("--registry-mirror", registry.url());
    }

    @AfterAll
    static void stop() {
        engine.close();
        registry.close();
    }

    @AfterEach
    void removeContainersAndImages() {
        engine.jdock("rm", "-f", "web");
        engine.jdock("rmi", "httpd:latest");
    }

    @Test
    void pullsUnderItsOwnNameWithProgressAndServesThePage() {
        runsAndAnswers(engine.jdock("container", "run", "-d", "--name", "web", "-p", "18080:80", "httpd:latest"));
    }

    @Test
    void doesTheSameForTheStockClient() {
        runsAndAnswers(engine.docker("container", "run", "-d", "--name", "web", "-p", "18080:80", "httpd:latest"));
    }

    private static void runsAndAnswers(Command.Result run) {
        run.expect(0);
        assertTrue(run.err().contains("Unable to find image 'httpd:latest' locally"), run.err());
        assertTrue(run.err().contains("Pull complete"), run.err());
        assertTrue(run.err().contains("Status: Downloaded newer image for httpd:latest"), run.err());
        assertEquals(64, run.text().length());
        Await.until(
                "page comes", Duration.ofSeconds(20), () -> page("127.0.0.1").status() == 0);
        assertTrue(page("127.0.0.1").out().contains("It works!"));
        assertTrue(engine.jdock("ps").text().contains("0.0.0.0:18080->80/tcp"));
    }

    private static Command.Result page(String host) {
        return Command.run("curl", "-sf", "--max-time", "2", "http://" + host + ":18080/");
    }

    @Test
    void givesTheStockClientATerminalThatResizesAndDetaches() {
        try (Terminal terminal = new Terminal(80, 24)) {
            terminal.type("DOCKER_HOST=unix://" + engine.socket() + " docker run -it --name web busybox sh\n");
            terminal.awaitText("/ #");
            terminal.type("stty size\n");
            terminal.awaitText("24 80");
            terminal.resize(100, 30);
            awaitSize(terminal, "30 100");
            terminal.type("\u0010\u0011");
            terminal.type("echo back$((1+1))\n");
            terminal.awaitText("back2");
            assertTrue(engine.inspect("web", "/State/Running").asBoolean());
        }
    }

    @Test
    void givesJdocksOwnClientATerminalThatResizesAndDetaches() {
        try (Terminal terminal = new Terminal(80, 24)) {
            terminal.type(engine.jdockCommand() + " run -it --name web busybox sh\n");
            terminal.awaitText("/ #");
            terminal.resize(100, 30);
            awaitSize(terminal, "30 100");
            terminal.type("\u0010\u0011");
            terminal.type("echo back$((1+1))\n");
            terminal.awaitText("back2");
            assertTrue(engine.inspect("web", "/State/Running").asBoolean());
        }
    }

    /** The client hears of a new size some time after the next key, so it is the shell that waits for it. */
    private static void awaitSize(Terminal terminal, String size) {
        terminal.type("until [ \"$(stty size)\" = '%s' ]; do :; done; echo resized$((1+1))\n".formatted(size));
        terminal.awaitText("resized2");
    }
}
