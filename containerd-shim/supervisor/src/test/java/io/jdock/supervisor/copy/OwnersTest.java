package io.jdock.supervisor.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.tree.Directory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compared with dockerd 20.10.24, which however takes numbers of any size and wraps them around. */
final class OwnersTest {

    private static final String ATTEMPT = "unable to convert uid/gid chown string to host mapping: ";

    @TempDir
    Path temporary;

    private Owner resolve(String text) throws IOException {
        TestTree image = TestTree.plain(temporary.resolve("image"))
                .file("etc/passwd", "root:x:0:0::/:\nweb:x:33:5::/:\nalone:x:8:8::/:\n")
                .file("etc/group", "root:x:0:\nweb:x:34:\nstaff:x:50:\n");
        try (Directory root = image.open()) {
            return Owners.resolve(root, text);
        }
    }

    private String refused(String text) {
        String message = assertThrows(InvalidArgumentException.class, () -> resolve(text), text)
                .text();
        assertEquals(ATTEMPT, message.substring(0, ATTEMPT.length()));
        return message.substring(ATTEMPT.length());
    }

    @Test
    void takesNamesAndNumbers() throws IOException {
        assertEquals(Owner.ROOT, resolve(""));
        assertEquals(new Owner(33, 50), resolve("web:staff"));
        assertEquals(new Owner(33, 7), resolve("web:7"));
        assertEquals(new Owner(7, 34), resolve("7:web"));
    }

    @Test
    void aUserAloneNamesTheGroupToo() throws IOException {
        assertEquals(new Owner(33, 34), resolve("web"));
        assertEquals(new Owner(7, 7), resolve("7"));
        assertEquals("can't find gid for group alone: no such group: alone", refused("alone"));
    }

    @Test
    void namesWhoIsNotThere() {
        assertEquals("can't find uid for user nope: no such user: nope", refused("nope"));
        assertEquals("can't find gid for group nope: no such group: nope", refused("0:nope"));
        assertEquals("can't find uid for user : no such user: ", refused(":3"));
        assertEquals("invalid chown string format: 1:2:3", refused("1:2:3"));
        assertEquals(
                "can't find uid for user -7: invalid user \"-7\": uids and gids must be in range 0-2147483647",
                refused("-7"));
    }
}
