package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files of the host that must not change: inode, mode, times and content. */
final class Canary {

    private final List<Path> files;
    private final String before;

    private Canary(List<Path> files) {
        this.files = files;
        this.before = facts(files);
    }

    /** Takes stock of files, and of directories without what is in them. */
    static Canary of(List<Path> files) {
        return new Canary(List.copyOf(files));
    }

    void requireUnchanged() {
        assertEquals(before, facts(files));
    }

    private static String facts(List<Path> files) {
        return files.stream().map(Canary::facts).collect(Collectors.joining("\n"));
    }

    private static String facts(Path file) {
        try {
            var status = Files.readAttributes(
                    file, "unix:ino,mode,uid,gid,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
            byte[] content = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "%s %s %s"
                    .formatted(file, new TreeMap<>(status), HexFormat.of().formatHex(digest));
        } catch (IOException e) {
            throw new UncheckedIOException("take stock of " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has SHA-256", e);
        }
    }
}
