package io.jdock.libcontainer.hooks;

import io.jdock.errdefs.InternalException;
import io.jdock.linux.Ending;
import io.jdock.linux.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What hooks leave in a launcher's memory: for each the child's number, what its exec returned, what waiting for it returned and
 * how it ended, 8 bytes each, then the beginnings of what the last one wrote to its two streams.
 */
public final class HookResults {

    private static final String NEVER = "-";

    static final int CHILD = 0;
    static final int EXEC = 8;
    static final int POLL = 16;
    static final int STATUS = 24;

    static final int MOST_OUTPUT = 2048;

    private static final int PER_HOOK = 32;

    private final String point;
    private final List<HookPlan> hooks;

    HookResults(String point, List<HookPlan> hooks) {
        this.point = point;
        this.hooks = List.copyOf(hooks);
    }

    /** Reads what {@link #lines} wrote. */
    public static HookResults parse(List<String> lines) {
        List<HookPlan> hooks = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            String timeout = line.substring(0, space);
            hooks.add(new HookPlan(
                    line.substring(space + 1),
                    List.of(),
                    List.of(),
                    timeout.equals(NEVER) ? Optional.empty() : Optional.of(Duration.parse(timeout))));
        }
        return new HookResults(lines.getFirst(), hooks);
    }

    /** What is needed to read the results later, one text a line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(point);
        for (HookPlan hook : hooks) {
            String timeout = hook.timeout().map(Duration::toString).orElse(NEVER);
            lines.add(timeout + " " + hook.path().replace('\n', ' '));
        }
        return lines;
    }

    /** How many bytes they have. */
    public int size() {
        return size(hooks.size());
    }

    static int size(int hooks) {
        return outputAt(hooks) + 2 * MOST_OUTPUT;
    }

    static int placeOf(int hook) {
        return PER_HOOK * hook;
    }

    static int outputAt(int hooks) {
        return PER_HOOK * hooks;
    }

    /** What there is to say of the last hook that was run, which has failed. @param content the results */
    public InternalException failure(byte[] content) {
        ByteBuffer memory = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int last = 0;
        for (int i = 0; i < hooks.size(); i++) {
            if (memory.getLong(placeOf(i) + CHILD) != 0) {
                last = i;
            }
        }
        int at = placeOf(last);
        HookPlan hook = hooks.get(last);
        long exec = memory.getLong(at + EXEC);
        if (exec < 0) {
            return HookFailure.notExecuted(point, last, hook.path(), Errno.of(-exec));
        }
        long poll = memory.getLong(at + POLL);
        if (poll < 0) {
            return HookFailure.failure(
                    point, last, "wait for it: " + Errno.of(-poll).text());
        }
        Duration timeout = hook.timeout().orElse(Duration.ZERO);
        if (poll == 0 && !timeout.isZero()) {
            return HookFailure.tooSlow(point, last, timeout);
        }
        Ending ending = Ending.ofWaitStatus(memory.getInt(at + STATUS));
        int output = outputAt(hooks.size());
        return HookFailure.ended(point, last, ending, text(content, output), text(content, output + MOST_OUTPUT));
    }

    /** What was written, up to the zeros behind it. */
    private static byte[] text(byte[] content, int from) {
        int end = from + MOST_OUTPUT;
        while (end > from && content[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOfRange(content, from, end);
    }
}
