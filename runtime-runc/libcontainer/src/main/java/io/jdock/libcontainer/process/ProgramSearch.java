package io.jdock.libcontainer.process;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.faccessat2;
import static io.jdock.linux.batch.FileSteps.statx;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.FileStatus;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Reply;
import java.util.List;

/**
 * Finds the program before there is anything to start: as the container's user, in its root and working directory. What is
 * found may still turn out not to be executable; what is not found need not be waited for.
 */
final class ProgramSearch {

    private static final int MAY_EXECUTE = 1;
    private static final int STEPS_PER_CANDIDATE = 2;

    private final String program;
    private final List<String> candidates;
    private final List<Block> statuses;
    private final int first;

    private ProgramSearch(String program, List<String> candidates, List<Block> statuses, int first) {
        this.program = program;
        this.candidates = candidates;
        this.statuses = statuses;
        this.first = first;
    }

    /** Appends the search to a batch. @param candidates the paths to try, in order */
    static ProgramSearch addTo(Batch batch, String program, List<String> candidates) {
        List<Block> statuses = candidates.stream()
                .map(_ -> Block.zeroed(FileStatus.SIZE).returned())
                .toList();
        ProgramSearch search = new ProgramSearch(program, candidates, statuses, batch.size());
        for (int i = 0; i < candidates.size(); i++) {
            batch.add(statx(CWD, candidates.get(i), 0, statuses.get(i)).tolerant());
            batch.add(
                    faccessat2(CWD, candidates.get(i), MAY_EXECUTE, At.EACCESS).tolerant());
        }
        return search;
    }

    /**
     * The path to execute.
     *
     * @throws NotFoundException if there is no such program, in the words that dockerd and podman look for
     * @throws PermissionDeniedException if it was named by its path and may not be executed
     */
    String result(Reply reply) {
        for (int i = 0; i < candidates.size(); i++) {
            long found = reply.result(first + STEPS_PER_CANDIDATE * i);
            boolean runnable = found >= 0
                    && reply.result(first + STEPS_PER_CANDIDATE * i + 1) >= 0
                    && !FileStatus.parse(reply.content(statuses.get(i))).isDirectory();
            if (runnable) {
                return candidates.get(i);
            }
            if (program.indexOf('/') >= 0) {
                throw refusal(found);
            }
        }
        throw new NotFoundException("exec: \"%s\": executable file not found in $PATH".formatted(program));
    }

    private EngineException refusal(long found) {
        if (found >= 0) {
            return new PermissionDeniedException("exec: \"%s\": permission denied".formatted(program));
        }
        Errno errno = Errno.of(-found);
        String text = "exec: \"%s\": stat %s: %s".formatted(program, program, errno.text());
        return errno == Errno.EACCES ? new PermissionDeniedException(text) : new NotFoundException(text);
    }
}
