package io.jdock.runc.verb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Names of the host's users. */
final class Accounts {

    private static final Path PASSWD = Path.of("/etc/passwd");

    private Accounts() {}

    /** The user's name, or {@code #uid}. */
    static String name(int uid) {
        try {
            for (String line : Files.readAllLines(PASSWD)) {
                String[] fields = line.split(":", 4);
                if (fields.length == 4 && fields[2].equals(Integer.toUnsignedString(uid))) {
                    return fields[0];
                }
            }
        } catch (NoSuchFileException e) {
            return "#" + Integer.toUnsignedString(uid);
        } catch (IOException e) {
            throw new UncheckedIOException("read " + PASSWD, e);
        }
        return "#" + Integer.toUnsignedString(uid);
    }
}
