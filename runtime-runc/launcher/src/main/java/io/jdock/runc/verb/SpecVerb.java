package io.jdock.runc.verb;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes a first config.json. */
public final class SpecVerb implements Verb {

    private final FlagSet set = new FlagSet();
    private final Flag bundle = set.text("bundle", "b", "the bundle's directory (default: the working directory)");
    private final Flag rootless = set.toggle("rootless", "", "write one for a user without rights of root's");

    @Override
    public Usage usage() {
        return new Usage(
                "spec",
                "write a first config.json",
                "",
                Usage.Arity.exactly(0),
                "Writes config.json for a shell in the root file system \"rootfs\", to be edited.");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Path file = Path.of(bundle.text()).resolve("config.json");
        try {
            Files.writeString(file, document(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyExistsException("File config.json exists. Remove it first");
        } catch (IOException e) {
            throw new UncheckedIOException("write " + file, e);
        }
        return 0;
    }

    private String document() {
        if (!rootless.on()) {
            return resource("default-spec.json");
        }
        FileStatus self = FileCalls.stat(At.FDCWD, "/proc/self", 0).orElseThrow();
        return resource("rootless-spec.json")
                .replace("@UID@", Integer.toUnsignedString(self.uid()))
                .replace("@GID@", Integer.toUnsignedString(self.gid()));
    }

    private static String resource(String name) {
        try (InputStream in = SpecVerb.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("read resource " + name, e);
        }
    }
}
