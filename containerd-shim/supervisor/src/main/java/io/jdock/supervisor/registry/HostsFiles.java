package io.jdock.supervisor.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What an operator says of registries, read once: a transfer that asks again gets the same answer, whatever was changed
 * meanwhile. To be made anew for each transfer. Safe for concurrent use.
 */
final class HostsFiles {

    /** The directory for hosts without one of their own. */
    private static final String ANY_HOST = "_default";

    private final List<Path> roots;
    private final Map<String, Optional<HostsFile>> read = new ConcurrentHashMap<>();

    /** @param roots where an operator keeps a directory for each host; the first that has one counts */
    HostsFiles(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    List<Path> roots() {
        return roots;
    }

    /**
     * The file for a registry.
     *
     * @throws io.jdock.errdefs.FailedPreconditionException when it cannot be read
     */
    Optional<HostsFile> find(String domain) {
        return read.computeIfAbsent(domain, this::read);
    }

    private Optional<HostsFile> read(String domain) {
        return Stream.of(domain, ANY_HOST)
                .flatMap(name -> roots.stream().map(root -> root.resolve(name).resolve(HostsFile.NAME)))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(HostsFile::read);
    }
}
