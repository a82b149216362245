package io.jdock.supervisor.runtimes;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.programs.SearchPath;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the programs of OCI runtimes. */
public record ProgramSearch(SearchPath path) {

    /** Looks where this process does. */
    public static ProgramSearch ofEnvironment() {
        return new ProgramSearch(SearchPath.of(System.getenv()));
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
        return path.find(program)
                .orElseThrow(() ->
                        new NotFoundException("runtime \"%s\": executable file not found in $PATH".formatted(program)));
    }

    static Path requireExecutable(Path program) {
        if (!Files.exists(program)) {
            throw new NotFoundException("runtime %s: no such file or directory".formatted(program));
        }
        if (!SearchPath.isProgram(program)) {
            throw new PermissionDeniedException("runtime %s: permission denied: not executable".formatted(program));
        }
        return program;
    }
}
