package io.jdock.supervisor.runtimes;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds programs.
 *
 * @param directories where names are looked for, in this order
 */
public record ProgramSearch(List<Path> directories) {

    private static final String USUAL = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public ProgramSearch {
        directories = List.copyOf(directories);
    }

    /** Looks where this process does. */
    public static ProgramSearch ofEnvironment() {
        String path = System.getenv().getOrDefault("PATH", USUAL);
        return new ProgramSearch(Stream.of(path.split(":", -1))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .toList());
    }

    /**
     * The program's path.
     *
     * @param program an absolute path, or a name without a slash
     */
    Path find(String program) {
        if (program.startsWith("/")) {
            return requireExecutable(Path.of(program));
        }
        if (program.indexOf('/') >= 0) {
            throw new InvalidArgumentException("runtime %s: must be a name or an absolute path".formatted(program));
        }
        return directories.stream()
                .map(directory -> directory.resolve(program))
                .filter(ProgramSearch::isProgram)
                .findFirst()
                .orElseThrow(() ->
                        new NotFoundException("runtime \"%s\": executable file not found in $PATH".formatted(program)));
    }

    static Path requireExecutable(Path program) {
        if (!Files.exists(program)) {
            throw new NotFoundException("runtime %s: no such file or directory".formatted(program));
        }
        if (!isProgram(program)) {
            throw new PermissionDeniedException("runtime %s: permission denied: not executable".formatted(program));
        }
        return program;
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
