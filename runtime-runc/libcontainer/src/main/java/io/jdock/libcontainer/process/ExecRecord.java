package io.jdock.libcontainer.process;

import io.jdock.errdefs.EngineException;
import io.jdock.linux.Errno;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Step;
import java.util.List;

/**
 * What somebody who did not send the last batch has to know of it to read the answer.
 *
 * @param program the path to execute
 * @param steps what each step is for; the last one is the exec
 */
public record ExecRecord(String program, List<String> steps) {

    public ExecRecord {
        steps = List.copyOf(steps);
    }

    static ExecRecord of(ExecBatch exec) {
        return new ExecRecord(
                exec.program(), exec.batch().steps().stream().map(Step::name).toList());
    }

    /** Reads a record that {@link #lines} wrote. */
    public static ExecRecord parse(List<String> lines) {
        return new ExecRecord(lines.getFirst(), lines.subList(1, lines.size()));
    }

    /** One text a line. A name with a line break in it loses that. */
    public List<String> lines() {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(program), steps.stream())
                .map(line -> line.replace('\n', ' '))
                .toList();
    }

    /** Whether the program could not be executed, after everything before that had succeeded. */
    boolean failedAtExec(Reply.Stop stop) {
        return stop.entry() == steps.size() - 1;
    }

    EngineException failure(Reply.Stop stop) {
        Errno errno = Errno.of(-stop.result());
        if (failedAtExec(stop)) {
            return ExecOutcome.failure(program, errno);
        }
        String step = stop.entry() < steps.size() ? steps.get(stop.entry()) : "start";
        return ExecOutcome.beforeExec(step, errno);
    }
}
