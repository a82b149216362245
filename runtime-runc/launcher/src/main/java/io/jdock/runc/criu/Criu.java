package io.jdock.runc.criu;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.linux.Fd;
import io.jdock.linux.batch.Batch;
import io.jdock.programs.SearchPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The program that saves and restores processes.
 *
 * @param path of its file
 * @see <a href="https://criu.org">criu</a>
 */
public record Criu(String path) {

    /** Older ones confuse profiles on restore, freeze no cgroup of version 2, or tell less of where they are. */
    private static final int OLDEST = 31_600;

    private static final int OLDEST_WITH_NO_NEW_PRIVILEGES = 31_900;

    /**
     * Finds it.
     *
     * @param verb who needs it
     * @param program a path, or a name to look for
     * @throws FailedPreconditionException if it is not installed
     */
    public static Criu find(String verb, String program, SearchPath directories) {
        Optional<Path> found = program.indexOf('/') >= 0
                ? Optional.of(Path.of(program)).filter(SearchPath::isProgram)
                : directories.find(program);
        return found.map(path -> new Criu(path.toString()))
                .orElseThrow(
                        () -> new FailedPreconditionException("%s: \"%s\" is not installed".formatted(verb, program)));
    }

    /**
     * Makes sure that it can save a container whole.
     *
     * @param noNewPrivileges whether the container's processes may gain no privileges: what an old one forgets
     * @throws FailedPreconditionException if it is too old
     */
    public void requireVersion(boolean noNewPrivileges) {
        try (Session session = Session.query(path)) {
            requireVersion(session.ask(Request.of(Kind.VERSION)).version(), noNewPrivileges);
        }
    }

    static void requireVersion(int version, boolean noNewPrivileges) {
        if (version < OLDEST) {
            throw new FailedPreconditionException("CRIU version %d must be %d or higher".formatted(version, OLDEST));
        }
        if (noNewPrivileges && version < OLDEST_WITH_NO_NEW_PRIVILEGES) {
            throw new FailedPreconditionException(
                    "process.noNewPrivileges: CRIU version %d would lose it, version %d or higher is needed"
                            .formatted(version, OLDEST_WITH_NO_NEW_PRIVILEGES));
        }
    }

    /** @throws FailedPreconditionException if criu or the kernel does not have it */
    public void require(Feature feature) {
        try (Session session = Session.query(path)) {
            if (!session.ask(Request.ofFeature(feature)).has(feature)) {
                throw new FailedPreconditionException("criu is missing features: [%s]".formatted(feature));
            }
        }
    }

    /**
     * Starts it, to be talked to.
     *
     * @param files that it works with
     * @param inherited descriptors of ours that it gets from {@link Session#FIRST_INHERITED} on
     * @param quiet whether its standard streams are the null device instead of ours
     * @param before what it does before it becomes criu
     */
    public Session start(WorkFiles files, List<Fd> inherited, boolean quiet, Batch before) {
        return Session.start(path, Optional.of(files), inherited, quiet, before);
    }
}
