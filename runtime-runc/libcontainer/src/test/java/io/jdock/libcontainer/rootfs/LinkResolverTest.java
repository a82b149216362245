package io.jdock.libcontainer.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinkResolverTest {

    @TempDir
    Path root;

    @BeforeEach
    void makeLinks() throws IOException {
        Files.createDirectories(root.resolve("etc/deep"));
        Files.writeString(root.resolve("etc/file"), "");
        link("etc/relative", "../run/x");
        link("etc/absolute", "/run/x");
        link("etc/out", "../../../../outside");
        link("etc/chain", "relative/y/../z");
        link("etc/here", "./deep/.");
        link("loop", "/loop2");
        link("loop2", "loop");
    }

    @Test
    void leavesAPathWithoutLinksAsItIs() {
        assertEquals("/etc/deep/missing/more", resolve("/etc/deep/missing/more"));
        assertEquals("/etc/file/below", resolve("/etc/file/below"));
        assertEquals("/", resolve("/"));
    }

    @Test
    void followsLinksToWhereNothingIs() {
        assertEquals("/run/x", resolve("/etc/relative"));
        assertEquals("/run/x/more", resolve("/etc/absolute/more"));
        assertEquals("/run/x/z", resolve("/etc/chain"));
        assertEquals("/etc/deep/made", resolve("/etc/here/made"));
    }

    @Test
    void doesNotLeaveTheRoot() {
        assertEquals("/outside", resolve("/etc/out"));
    }

    @Test
    void doesNotRunInCircles() {
        var error = assertThrows(ErrnoException.class, () -> resolve("/loop/x"));

        assertTrue(error.is(Errno.ELOOP));
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), Path.of(target));
    }

    private String resolve(String path) {
        try (Fd directory = FileCalls.open(At.FDCWD, root.toString(), OpenFlags.PATH | OpenFlags.DIRECTORY, 0)) {
            return LinkResolver.resolve(directory, InnerPath.parse(path)).toString();
        }
    }
}
