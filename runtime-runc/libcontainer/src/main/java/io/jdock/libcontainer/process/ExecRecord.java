package io.jdock.libcontainer.process;

import io.jdock.errdefs.EngineException;
import io.jdock.libcontainer.hooks.HookResults;
import io.jdock.linux.Errno;
import io.jdock.linux.batch.Program;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What somebody who did not send the last batch has to know of it to read the answer.
 *
 * @param program the path to execute
 * @param steps what each step is for; the last one is the exec
 * @param hooks run before that
 */
public record ExecRecord(String program, List<String> steps, Optional<HookTrace> hooks) {

    /**
     * Where the results of hooks are.
     *
     * @param stop index of the entry where the batch ends if one fails
     * @param offset of the results in the answer
     */
    public record HookTrace(int stop, int offset, HookResults results) {}

    public ExecRecord {
        steps = List.copyOf(steps);
    }

    static ExecRecord of(ExecBatch exec, Program sent) {
        List<String> names = exec.batch().steps().stream()
                .limit(exec.firstAttempt() + 1L)
                .map(Step::name)
                .toList();
        return new ExecRecord(
                exec.program(),
                names,
                exec.hooks().map(hooks -> new HookTrace(hooks.stop(), sent.offsetOf(hooks.block()), hooks.results())));
    }

    /** Reads a record that {@link #lines} wrote. */
    public static ExecRecord parse(List<String> lines) {
        int hookLines = Integer.parseInt(lines.get(1));
        Optional<HookTrace> hooks = hookLines == 0 ? Optional.empty() : Optional.of(parse(lines, hookLines));
        return new ExecRecord(lines.getFirst(), lines.subList(2 + hookLines, lines.size()), hooks);
    }

    private static HookTrace parse(List<String> lines, int hookLines) {
        return new HookTrace(
                Integer.parseInt(lines.get(2)),
                Integer.parseInt(lines.get(3)),
                HookResults.parse(lines.subList(4, 2 + hookLines)));
    }

    /** One text a line. A name with a line break in it loses that. */
    public List<String> lines() {
        List<String> hookLines = new ArrayList<>();
        hooks.ifPresent(trace -> {
            hookLines.add(Integer.toString(trace.stop()));
            hookLines.add(Integer.toString(trace.offset()));
            hookLines.addAll(trace.results().lines());
        });
        List<String> lines = new ArrayList<>(List.of(program, Integer.toString(hookLines.size())));
        lines.addAll(hookLines);
        lines.addAll(steps);
        lines.replaceAll(line -> line.replace('\n', ' '));
        return lines;
    }

    /** Whether the program could not be executed, after everything before that had succeeded. */
    boolean failedAtExec(Reply.Stop stop) {
        return stop.entry() == steps.size() - 1;
    }

    /** @param answer that which the stop was read from */
    EngineException failure(Reply.Stop stop, byte[] answer) {
        if (hooks.isPresent() && hooks.get().stop() == stop.entry()) {
            HookTrace trace = hooks.get();
            int end = trace.offset() + trace.results().size();
            return trace.results().failure(Arrays.copyOfRange(answer, trace.offset(), end));
        }
        Errno errno = Errno.of(-stop.result());
        if (failedAtExec(stop)) {
            return ExecOutcome.failure(program, errno);
        }
        String step = stop.entry() < steps.size() ? steps.get(stop.entry()) : "start";
        return ExecOutcome.beforeExec(step, errno);
    }
}
