package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes settings, in order. */
final class SettingWriter {

    private final Function<String, Path> directories;
    private final Function<Setting, RuntimeException> missing;

    /**
     * @param directories the cgroup's directory by controller; throws for a controller that this machine lacks
     * @param missing what to throw when the directory has none of a setting's files
     */
    SettingWriter(Function<String, Path> directories, Function<Setting, RuntimeException> missing) {
        this.directories = directories;
        this.missing = missing;
    }

    /** The usual reason: another kernel has it. */
    static RuntimeException unsupported(Setting setting) {
        return new InvalidArgumentException(
                "set %s: this machine's controller \"%s\" has no such file".formatted(setting, setting.controller()));
    }

    /** @throws InvalidArgumentException for a value that the kernel does not accept or know */
    void write(List<Setting> settings) {
        List<Setting> postponed = new ArrayList<>();
        for (Setting setting : settings) {
            try {
                write(setting);
            } catch (ErrnoException e) {
                if (!e.is(Errno.EINVAL) || !setting.postponable()) {
                    throw refused(setting, e);
                }
                postponed.add(setting);
            }
        }
        for (Setting setting : postponed) {
            try {
                write(setting);
            } catch (ErrnoException e) {
                throw refused(setting, e);
            }
        }
    }

    private void write(Setting setting) {
        Path directory = directories.apply(setting.controller());
        for (Setting.Choice choice : setting.choices()) {
            // The kernel takes one line a write.
            boolean written = choice.value()
                    .lines()
                    .allMatch(line -> ControlFile.writeIfPresent(directory.resolve(choice.file()), line));
            if (written) {
                return;
            }
        }
        if (!setting.optional()) {
            throw missing.apply(setting);
        }
    }

    private RuntimeException refused(Setting setting, ErrnoException e) {
        if (e.is(Errno.EBUSY) && setting.controller().equals("memory")) {
            // Version 1 refuses a limit below what cannot be reclaimed; how much that is helps to choose another.
            Path memory = directories.apply("memory");
            return new InvalidArgumentException(
                    "set %s: less than what is in use (current usage: %d, peak usage: %d)"
                            .formatted(
                                    setting,
                                    ControlFile.number(memory.resolve("memory.usage_in_bytes")),
                                    ControlFile.number(memory.resolve("memory.max_usage_in_bytes"))),
                    e);
        }
        return switch (e.errno()) {
            case EINVAL, ERANGE, ENODEV, EOPNOTSUPP, EBUSY, ENOSPC ->
                new InvalidArgumentException(
                        "set %s: %s".formatted(setting, e.errno().text()), e);
            default -> e;
        };
    }
}
