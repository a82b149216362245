package io.jdock.libcontainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A directory of the host that no container has any business with: who and what is in it, as one text to compare. */
final class Canary {

    private Canary() {}

    /** Makes one, with a file that must not change. */
    static Path make(Path directory) throws IOException {
        Files.createDirectory(directory);
        Files.writeString(directory.resolve("canary"), "untouched");
        return directory;
    }

    /** Of each file below, and of the directory itself: inode, mode, times of change, digest. */
    static String audit(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            TreeMap<String, String> facts = new TreeMap<>();
            for (Path file : files.toList()) {
                facts.put(directory.relativize(file).toString(), facts(file));
            }
            return facts.entrySet().stream()
                    .map(fact -> fact.getKey() + ": " + fact.getValue())
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("audit " + directory, e);
        }
    }

    private static String facts(Path file) throws IOException {
        var status = Files.readAttributes(file, "unix:ino,mode,uid,gid,ctime", LinkOption.NOFOLLOW_LINKS);
        byte[] content = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAllBytes(file)
                : file.toString().getBytes(UTF_8);
        return new TreeMap<>(status) + " " + digest(content);
    }

    private static String digest(byte[] content) {
        try {
            return new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(content)).toString(16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has SHA-256", e);
        }
    }
}
