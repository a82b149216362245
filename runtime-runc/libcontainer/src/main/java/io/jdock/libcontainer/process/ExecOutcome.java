package io.jdock.libcontainer.process;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.linux.Errno;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Step;
import java.util.Optional;

/** What went wrong when a launcher answered its last batch: no answer at all is what a successful exec looks like. */
final class ExecOutcome {

    private ExecOutcome() {}

    /** Checks the answer to a batch that does not end in the exec. */
    static Reply requireDone(Reply reply) {
        if (reply.failedStep().isPresent()) {
            Step step = reply.failedStep().get();
            throw beforeExec(step.name(), Errno.of(-reply.result(reply.stoppedAt())));
        }
        return reply;
    }

    /** The error to report. */
    static EngineException failure(ExecBatch exec, Reply reply) {
        Optional<ExecBatch.StartHooks> hooks = exec.hooks();
        if (hooks.isPresent() && hooks.get().stop() == reply.stoppedAt()) {
            return hooks.get().results().failure(reply.content(hooks.get().block()));
        }
        if (reply.failedStep().isPresent()) {
            Step step = reply.failedStep().get();
            Errno errno = Errno.of(-reply.result(reply.stoppedAt()));
            return beforeExec(step.name(), errno);
        }
        return failure(exec.program(), mostTelling(exec, reply));
    }

    /** As users of docker know it; the command line makes exit codes 126 and 127 of these. */
    static EngineException failure(String program, Errno errno) {
        return switch (errno) {
            case ENOENT, ENOTDIR ->
                new NotFoundException(
                        program.indexOf('/') >= 0
                                ? "exec: \"%s\": stat %s: no such file or directory".formatted(program, program)
                                : "exec: \"%s\": executable file not found in $PATH".formatted(program));
            case EACCES, EPERM -> new PermissionDeniedException("exec: \"%s\": permission denied".formatted(program));
            case ENOEXEC, E2BIG, ELOOP, ENAMETOOLONG, EISDIR ->
                new InvalidArgumentException("exec %s: %s".formatted(program, errno.text()));
            default -> new InternalException("exec %s: %s".formatted(program, errno.text()));
        };
    }

    static EngineException beforeExec(String step, Errno errno) {
        String text = step + ": " + errno.text();
        return switch (errno) {
            case ENOENT, ENOTDIR -> new NotFoundException(text);
            case EACCES -> new PermissionDeniedException(text);
            case ELOOP, ENAMETOOLONG, EINVAL -> new InvalidArgumentException(text);
            default -> new InternalException(text);
        };
    }

    /** A file that is there but cannot be run says more than all directories in which there is none. */
    private static Errno mostTelling(ExecBatch exec, Reply reply) {
        Errno telling = Errno.ENOENT;
        for (int i = 0; i < exec.attempts(); i++) {
            Errno errno = Errno.of(-reply.result(exec.firstAttempt() + i));
            if (errno != Errno.ENOENT && errno != Errno.ENOTDIR && telling == Errno.ENOENT) {
                telling = errno;
            }
        }
        return telling;
    }
}
