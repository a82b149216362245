package io.jdock.programs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Directories with programs.
 *
 * @param directories where names are looked for, in this order
 */
public record SearchPath(List<Path> directories) {

    private static final String USUAL = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public SearchPath {
        directories = List.copyOf(directories);
    }

    /** Where a process with this environment looks; what is no absolute path is left out, as it depends on where one is. */
    public static SearchPath of(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", USUAL);
        return new SearchPath(Stream.of(path.split(":", -1))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .toList());
    }

    /** The first program of this name; the name has no slash. */
    public Optional<Path> find(String name) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(SearchPath::isProgram)
                .findFirst();
    }

    /** Whether we could execute the file. */
    public static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
