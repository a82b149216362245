package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Images out to a registry and back, with jdock's own client and with the stock one. */
@ExtendWith(LeakAudit.class)
final class PushIT {

    private static final String IMAGE = "jdock/httpd:embedded";

    private static Engine engine;

    /** New for each test: what an earlier one pushed would be mounted, not sent. */
    private final LocalRegistry registry = new LocalRegistry();

    @BeforeAll
    static void start() {
        engine = Engine.start();
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @AfterEach
    void removeImages() {
        String names =
                engine.jdock("images", "--format", "{{.Repository}}:{{.Tag}}").text();
        for (String name :
                names.lines().filter(it -> it.startsWith(registry.host())).toList()) {
            engine.jdock("rmi", name).expect(0);
        }
        registry.close();
    }

    @Test
    void whatEitherClientPushedIsPulledUnchanged() {
        String stock = registry.host() + "/stock/app:1";
        String own = registry.host() + "/own/app:1";
        engine.jdock("tag", IMAGE, stock).expect(0);
        engine.jdock("tag", IMAGE, own).expect(0);

        String first = engine.docker("push", stock).text();
        String second = engine.jdock("push", own).text();

        assertTrue(first.startsWith("The push refers to repository [" + registry.host() + "/stock/app]\n"), first);
        assertTrue(first.contains(": Pushed\n"), first);
        assertTrue(second.contains(": Mounted from stock/app\n"), second);
        assertTrue(engine.jdock("push", own).text().contains(": Layer already exists\n"));
        String digest = digest(stock);
        assertTrue(first.contains("1: digest: " + digest + " size: "), first);
        assertEquals(digest, digest(own));
        engine.jdock("rmi", own).expect(0);
        assertTrue(engine.docker("pull", own).text().contains("Digest: " + digest));
    }

    @Test
    void pushesAllTags() {
        for (String tag : new String[] {"1", "2"}) {
            engine.jdock("tag", IMAGE, registry.host() + "/many:" + tag).expect(0);
        }

        engine.docker("push", "-a", registry.host() + "/many").expect(0);

        assertEquals(digest(registry.host() + "/many:1"), digest(registry.host() + "/many:2"));
    }

    @Test
    void bothClientsSayWhatIsMissing() {
        engine.jdock("tag", IMAGE, registry.host() + "/app:1").expect(0);
        for (Command.Result push : new Command.Result[] {
            engine.docker("push", registry.host() + "/app:2"), engine.jdock("push", registry.host() + "/app:2")
        }) {
            push.expect(1);
            assertEquals("tag does not exist: " + registry.host() + "/app:2\n", push.err());
        }
    }

    private static String digest(String name) {
        return Command.run("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", "docker://" + name)
                .text();
    }
}
