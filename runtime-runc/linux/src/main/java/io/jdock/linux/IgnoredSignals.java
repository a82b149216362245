package io.jdock.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The signals whose action a child of ours has to reset: those that this process ignores, for it inherits that. */
public final class IgnoredSignals {

    /** posix_spawn(3) leaves the two signals that glibc keeps for itself ignored. */
    private static final List<Integer> ALWAYS = List.of(Signal.CHLD.number(), 32, 33);

    private IgnoredSignals() {}

    /** Their numbers; those that glibc keeps for itself are always among them. */
    public static List<Integer> now() {
        long mask = ignoredMask();
        List<Integer> signals = new ArrayList<>(ALWAYS);
        IntStream.rangeClosed(1, 64)
                .filter(signal -> (mask >>> signal - 1 & 1) != 0)
                .filter(signal -> signal != Signal.KILL.number() && signal != Signal.STOP.number())
                .filter(signal -> !ALWAYS.contains(signal))
                .forEach(signals::add);
        return signals;
    }

    private static long ignoredMask() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("SigIgn:")) {
                    return Long.parseUnsignedLong(line.substring(7).strip(), 16);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("read the ignored signals", e);
        }
        throw new IllegalStateException("/proc/self/status has no SigIgn line");
    }
}
