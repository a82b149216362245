package io.jdock.daemon.container.host;

import io.jdock.errdefs.InternalException;
import io.jdock.oci.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the machine runs without emulation, with the variant of its processor; from {@code /proc/cpuinfo}. */
public final class MachinePlatform {

    private static final Path FILE = Path.of("/proc/cpuinfo");

    /**
     * What a processor has in the kernel's words, for each level more.
     *
     * @see <a href="https://gitlab.com/x86-psABIs/x86-64-ABI">x86-64 psABI, micro-architecture levels</a>
     */
    private static final List<List<String>> LEVELS = List.of(
            List.of("cx16", "lahf_lm", "pni", "popcnt", "sse4_1", "sse4_2", "ssse3"),
            List.of("abm", "avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe", "xsave"),
            List.of("avx512bw", "avx512cd", "avx512dq", "avx512f", "avx512vl"));

    private MachinePlatform() {}

    /** Looks at the machine. */
    public static Platform read() {
        // No further than needed: for each of many processors the kernel takes its time.
        try (Stream<String> lines = Files.lines(FILE)) {
            return of(
                    Platform.host(),
                    lines.filter(line -> line.startsWith("flags")).findFirst().orElse(""));
        } catch (IOException e) {
            throw new InternalException("read %s: %s".formatted(FILE, e.getMessage()), e);
        }
    }

    /** @param flags the line with what an x86 processor has */
    static Platform of(Platform plain, String flags) {
        return switch (plain.architecture()) {
            case "amd64" -> new Platform(plain.os(), plain.architecture(), level(flags));
            case "arm64" -> new Platform(plain.os(), plain.architecture(), "v8");
            default -> plain;
        };
    }

    /** {@code v2} to {@code v4}; empty for the first one, which goes without saying. */
    private static String level(String flags) {
        List<String> words = Pattern.compile("\\s+").splitAsStream(flags).toList();
        int level = 1;
        while (level <= LEVELS.size() && words.containsAll(LEVELS.get(level - 1))) {
            level++;
        }
        return level == 1 ? "" : "v" + level;
    }
}
