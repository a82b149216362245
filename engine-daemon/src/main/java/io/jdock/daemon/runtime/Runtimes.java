package io.jdock.daemon.runtime;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.programs.SearchPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The runtimes that a container may name. The built-in one is always there; what is declared is taken as it is; {@code runc},
 * {@code crun} and {@code jdock-runc} need no declaration where they are installed; and any other program goes by its absolute
 * path. Safe for concurrent use.
 */
public final class Runtimes {

    /** The name of the one for which no program is executed. */
    public static final String BUILT_IN = "jdock";

    private static final List<String> UNDECLARED = List.of("crun", "jdock-runc", "runc");

    private final Map<String, OciProgram> declared;
    private final String defaultName;
    private final SearchPath path;
    private final Path scripts;

    private Runtimes(Map<String, OciProgram> declared, String defaultName, SearchPath path, Path scripts) {
        this.declared = Map.copyOf(declared);
        this.defaultName = defaultName;
        this.path = path;
        this.scripts = scripts;
    }

    /**
     * Checks what was declared, and makes a script for each runtime that has arguments of its own.
     *
     * @param path where undeclared runtimes are looked for
     * @param scripts directory for the scripts; made when it is needed
     * @throws InvalidArgumentException if there is no such default
     */
    public static Runtimes open(
            Map<String, OciProgram> declared, Optional<String> defaultName, SearchPath path, Path scripts) {
        Runtimes runtimes = new Runtimes(declared, defaultName.orElse(BUILT_IN), path, scripts);
        if (!runtimes.isKnown(runtimes.defaultName)) {
            throw new InvalidArgumentException(
                    "specified default runtime '%s' does not exist".formatted(runtimes.defaultName));
        }
        declared.forEach((name, program) -> {
            if (!program.arguments().isEmpty()) {
                runtimes.writeScript(name, program);
            }
        });
        return runtimes;
    }

    public String defaultName() {
        return defaultName;
    }

    /**
     * The name of the runtime that a new container is to have.
     *
     * @param asked empty for the default
     * @throws InvalidArgumentException in Docker's words, if there is no such runtime
     */
    public String choose(String asked) {
        String name = asked.isEmpty() ? defaultName : asked;
        if (!isKnown(name)) {
            throw new InvalidArgumentException("Unknown runtime specified " + name);
        }
        return name;
    }

    /**
     * The program of a runtime: a path, or a name that the supervisor looks up; empty for the built-in one.
     *
     * @throws InvalidArgumentException if it is not known any more
     */
    public String program(String name) {
        if (name.equals(BUILT_IN)) {
            return "";
        }
        OciProgram program = declared.get(name);
        if (program != null) {
            return program.arguments().isEmpty() ? program.path() : script(name).toString();
        }
        if (name.startsWith("/")) {
            return name;
        }
        return find(name)
                .orElseThrow(() -> new InvalidArgumentException("no such runtime '%s'".formatted(name)))
                .toString();
    }

    /** All that go by a name, in its order. */
    public Map<String, OciProgram> list() {
        Map<String, OciProgram> all = new TreeMap<>();
        UNDECLARED.forEach(name ->
                find(name).ifPresent(path -> all.put(name, new OciProgram(path.toString(), List.of()))));
        all.put(BUILT_IN, new OciProgram(BUILT_IN, List.of()));
        all.putAll(declared);
        return all;
    }

    private boolean isKnown(String name) {
        return name.equals(BUILT_IN)
                || declared.containsKey(name)
                || (name.startsWith("/")
                        ? SearchPath.isProgram(Path.of(name))
                        : find(name).isPresent());
    }

    private Optional<Path> find(String name) {
        return UNDECLARED.contains(name) ? path.find(name) : Optional.empty();
    }

    private Path script(String name) {
        return scripts.resolve(name);
    }

    /** There is no other way to tell the supervisor of arguments. A task may be using the script of an earlier start. */
    private void writeScript(String name, OciProgram program) {
        String command = Stream.concat(Stream.of(program.path()), program.arguments().stream())
                .map(Runtimes::quoted)
                .collect(Collectors.joining(" "));
        try {
            Files.createDirectories(
                    scripts, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path partial =
                    Files.writeString(scripts.resolve(name + ".new"), "#!/bin/sh\nexec %s \"$@\"\n".formatted(command));
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwx------"));
            Files.move(partial, script(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("write the script of runtime " + name, e);
        }
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
