package io.jdock.daemon.words;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of {@code *}, {@code ?} and characters, as runs of code points between the stars.
 *
 * <p>Comparing never goes back: a run in the middle is best found as early as possible, and the last one as early or as late as
 * is asked for. So the time is that of a plain search for each run.
 */
final class Glob {

    private static final int ANY = -1;

    private final List<int[]> runs;
    private final int length;
    private final Budget budget;

    private Glob(List<int[]> runs, int length, Budget budget) {
        this.runs = runs;
        this.length = length;
        this.budget = budget;
    }

    static Glob parse(String pattern, char escape, Budget budget) {
        int[] in = pattern.codePoints().toArray();
        List<int[]> runs = new ArrayList<>();
        int[] run = new int[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '*') {
                runs.add(Arrays.copyOf(run, length));
                length = 0;
            } else if (in[i] == escape) {
                run[length++] = escaped(in, ++i);
            } else {
                run[length++] = in[i] == '?' ? ANY : in[i];
            }
        }
        runs.add(Arrays.copyOf(run, length));
        return new Glob(runs, in.length, budget);
    }

    private static int escaped(int[] in, int at) {
        if (at < in.length && "*?/}\\`".indexOf(in[at]) >= 0) {
            return in[at];
        }
        throw new InvalidArgumentException("invalid pattern in substitution: invalid escape '\\%s'"
                .formatted(at < in.length ? Character.toString(in[at]) : ""));
    }

    String withoutPrefix(String value, boolean longest) {
        int[] points = points(value);
        int end = end(points, 0, longest);
        return end < 0 ? value : text(points, end, points.length);
    }

    String withoutSuffix(String value, boolean longest) {
        int[] points = reversed(points(value));
        int end = mirrored().end(points, 0, longest);
        return end < 0 ? value : text(reversed(points), 0, points.length - end);
    }

    /** An empty pattern finds nothing. */
    String replace(String value, String by, boolean all) {
        int[] points = points(value);
        if (length == 0) {
            return value;
        }
        Pieces out = new Pieces(false, budget);
        int done = 0;
        for (int start = 0; start <= points.length; start++) {
            boolean here = matches(runs.getFirst(), points, start);
            int end = here ? end(points, start, true) : -1;
            if (here && end < 0) {
                // The other runs are not to be found behind here, so they are not behind a later place either.
                break;
            }
            if (here) {
                out.add(text(points, done, start));
                out.add(by);
                done = end;
                start = Math.max(start, end - 1);
                if (!all || end == points.length) {
                    break;
                }
            }
        }
        out.add(text(points, done, points.length));
        return out.text();
    }

    private int[] points(String value) {
        budget.compare(length, value.length());
        return value.codePoints().toArray();
    }

    /** Where a match that starts at a place ends, or -1. */
    private int end(int[] value, int from, boolean longest) {
        if (!matches(runs.getFirst(), value, from)) {
            return -1;
        }
        int at = from + runs.getFirst().length;
        for (int i = 1; i < runs.size() && at >= 0; i++) {
            int[] run = runs.get(i);
            boolean last = i == runs.size() - 1;
            int found = last && longest ? findLast(run, value, at) : find(run, value, at);
            at = found < 0 ? -1 : found + run.length;
        }
        return at;
    }

    private static int find(int[] run, int[] value, int from) {
        for (int at = from; at + run.length <= value.length; at++) {
            if (matches(run, value, at)) {
                return at;
            }
        }
        return -1;
    }

    private static int findLast(int[] run, int[] value, int from) {
        for (int at = value.length - run.length; at >= from; at--) {
            if (matches(run, value, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(int[] run, int[] value, int at) {
        if (at + run.length > value.length) {
            return false;
        }
        for (int i = 0; i < run.length; i++) {
            if (run[i] != ANY && run[i] != value[at + i]) {
                return false;
            }
        }
        return true;
    }

    private Glob mirrored() {
        return new Glob(runs.reversed().stream().map(Glob::reversed).toList(), length, budget);
    }

    private static int[] reversed(int[] points) {
        int[] reversed = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            reversed[i] = points[points.length - 1 - i];
        }
        return reversed;
    }

    private static String text(int[] points, int from, int to) {
        return new String(points, from, to - from);
    }
}
