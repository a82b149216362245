package io.jdock.libcontainer.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.oci.runtime.User;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserLookupTest {

    @TempDir
    Path root;

    @BeforeEach
    void makeAccounts() throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/passwd"), """
                root:x:0:0:root:/root:/bin/sh
                4294967296:x:0:0::/:/bin/sh
                broken line
                web:x:33:34::/srv:/bin/sh
                """);
        Files.writeString(root.resolve("etc/group"), """
                root:x:0:
                www:x:34:
                log:x:4:root,web
                staff:x:50:
                """);
    }

    @Test
    void takesGroupsAndHomeOfAName() {
        assertEquals(new Identity(33, 34, List.of(34, 4), "/srv"), resolve("web"));
    }

    @Test
    void takesAnExplicitGroupAlone() {
        assertEquals(new Identity(33, 50, List.of(50), "/srv"), resolve("web:staff"));
        assertEquals(new Identity(1000, 1000, List.of(1000), "/"), resolve("1000:1000"));
    }

    @Test
    void knowsTheAccountBehindANumber() {
        assertEquals(new Identity(33, 34, List.of(34, 4), "/srv"), resolve("33"));
        assertEquals(new Identity(4711, 0, List.of(0), "/"), resolve("4711"));
    }

    @Test
    void knowsTheNumbersOfUsersAndGroupsAlone() {
        try (Fd directory = FileCalls.open(At.FDCWD, root.toString(), OpenFlags.PATH | OpenFlags.DIRECTORY, 0)) {
            UserLookup lookup = UserLookup.in(directory);

            assertEquals(33, lookup.uid("web"));
            assertEquals(4711, lookup.uid("4711"));
            assertEquals(50, lookup.gid("staff"));
            assertEquals("no such user: www", failure(() -> lookup.uid("www")));
            assertEquals("no such group: web", failure(() -> lookup.gid("web")));
            assertThrows(InvalidArgumentException.class, () -> lookup.gid("-1"));
        }
    }

    private static String failure(Executable lookup) {
        return assertThrows(InvalidArgumentException.class, lookup).text();
    }

    @Test
    void opensNoDevice() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root: makes a device node");
        Path passwd = root.resolve("etc/passwd");
        Files.delete(passwd);
        // No driver has this number, so that to open it fails in another way.
        FileCalls.mknodat(At.FDCWD, passwd.toString(), 0020600, FileCalls.device(4095, 1));

        String message = failure(() -> resolve("web"));

        assertTrue(message.endsWith("not a regular file"), message);
    }

    @Test
    void addsTheGroupsOfTheSpec() {
        User user = new User(0, 0, null, List.of(7L, 4L), "web");

        assertEquals(List.of(34, 4, 7), resolve(user).groups());
    }

    @Test
    void findsTheHomeOfAPlainNumber() {
        assertEquals(new Identity(0, 5, List.of(6), "/root"), resolve(new User(0, 5, null, List.of(6L), null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4294967296", "4294967295", "2147483648", "-1", "0x0", "1e3", " 0", "0:4294967296",
                "99999999999999999999", "a:b:c", ":", "web:", ":staff", "+0", "0 ", "1.5"
            })
    void refusesWhatOnlyLooksLikeANumber(String text) {
        assertThrows(InvalidArgumentException.class, () -> resolve(text));
    }

    @Test
    void namesAnUnknownUserAndGroup() {
        assertEquals(
                "unable to find user nobody: no matching entries in passwd file",
                assertThrows(InvalidArgumentException.class, () -> resolve("nobody"))
                        .text());
        assertEquals(
                "unable to find group wheel: no matching entries in group file",
                assertThrows(InvalidArgumentException.class, () -> resolve("web:wheel"))
                        .text());
    }

    @Test
    void doesNotReadAnEndlessFile() throws IOException {
        Files.delete(root.resolve("etc/passwd"));
        try (var file = new RandomAccessFile(root.resolve("etc/passwd").toFile(), "rw")) {
            file.setLength(2L << 30);
        }

        var error = assertThrows(InvalidArgumentException.class, () -> resolve("web"));

        assertTrue(error.text().contains("in a line longer than"), error.text());
    }

    /** A supervisor that kept the lines of such a file had no memory left. */
    @Test
    void readsFilesOfManyLinesOnlyWithinLimits() throws IOException {
        Files.writeString(root.resolve("etc/passwd"), "a:x:1:1::/:\n".repeat(1_000_000));
        assertTrue(assertThrows(InvalidArgumentException.class, () -> resolve("web"))
                .text()
                .contains("unable to find user web"));
        Files.writeString(root.resolve("etc/passwd"), "a:x:1:1::/:\n".repeat(2_000_000));

        var error = assertThrows(InvalidArgumentException.class, () -> resolve("web"));

        assertTrue(error.text().contains("larger than"), error.text());
    }

    @Test
    void aUserIsInNoMoreGroupsThanTheKernelTakes() throws IOException {
        Files.writeString(root.resolve("etc/group"), "g:x:7:web\n".repeat(65_537));

        var error = assertThrows(InvalidArgumentException.class, () -> resolve("web"));

        assertEquals("user web is in more than 65536 groups of the group file", error.text());
    }

    @Test
    void followsALinkOnlyInsideTheRoot() throws IOException {
        Files.delete(root.resolve("etc/passwd"));
        Files.createSymbolicLink(root.resolve("etc/passwd"), Path.of("/../../../../../../dev/zero"));

        var error = assertThrows(InvalidArgumentException.class, () -> resolve("web"));

        assertTrue(error.text().contains("unable to find user web"), error.text());
    }

    private Identity resolve(String text) {
        return resolve(new User(0, 0, null, List.of(), text));
    }

    private Identity resolve(User user) {
        try (Fd directory = FileCalls.open(At.FDCWD, root.toString(), OpenFlags.PATH | OpenFlags.DIRECTORY, 0)) {
            return UserLookup.in(directory).resolve(user);
        }
    }
}
