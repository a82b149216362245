package io.jdock.libcontainer.cgroups;

import io.jdock.libcontainer.cgroups.CgroupStats.Pressure;
import io.jdock.libcontainer.cgroups.CgroupStats.RdmaEntry;
import io.jdock.libcontainer.cgroups.CgroupStats.Stall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Kinds of accounting files that both versions have. */
final class StatFiles {

    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/hugepages");
    private static final String HUGE_PAGES_PREFIX = "hugepages-";
    private static final long UINT32_MAX = 0xffff_ffffL;

    private StatFiles() {}

    /** Pressure stall information; null where the kernel keeps none. */
    static @Nullable Pressure pressure(Path file) {
        Map<String, Stall> stalls = new TreeMap<>();
        for (String line : ControlFile.lines(file)) {
            String[] fields = line.split("[ =]");
            stalls.put(
                    fields[0],
                    new Stall(
                            Double.parseDouble(fields[2]),
                            Double.parseDouble(fields[4]),
                            Double.parseDouble(fields[6]),
                            Long.parseUnsignedLong(fields[8])));
        }
        return stalls.isEmpty()
                ? null
                : new Pressure(stalls.getOrDefault("some", Stall.NONE), stalls.getOrDefault("full", Stall.NONE));
    }

    static CgroupStats.Rdma rdma(Path directory) {
        return new CgroupStats.Rdma(
                rdmaEntries(directory.resolve("rdma.max")), rdmaEntries(directory.resolve("rdma.current")));
    }

    /** Lines are {@code device hca_handle=2 hca_object=max}. */
    private static List<RdmaEntry> rdmaEntries(Path file) {
        List<RdmaEntry> entries = new ArrayList<>();
        for (String line : ControlFile.lines(file)) {
            String[] fields = line.split("[ =]");
            if (fields.length == 5) {
                entries.add(new RdmaEntry(fields[0], rdmaNumber(fields[2]), rdmaNumber(fields[4])));
            }
        }
        return entries;
    }

    private static long rdmaNumber(String text) {
        return text.equals("max") ? UINT32_MAX : Long.parseLong(text);
    }

    /** The sizes of huge pages that this machine has, as in {@code 2MB}. */
    static List<String> hugePageSizes() {
        List<String> sizes = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(HUGE_PAGES, HUGE_PAGES_PREFIX + "*kB")) {
            for (Path size : found) {
                String name = size.getFileName().toString();
                sizes.add(hugePageSize(
                        Long.parseLong(name.substring(HUGE_PAGES_PREFIX.length(), name.length() - "kB".length()))));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("list " + HUGE_PAGES, e);
        }
        return sizes;
    }

    static String hugePageSize(long kibibytes) {
        if (kibibytes >= 1 << 20) {
            return (kibibytes >> 20) + "GB";
        }
        return kibibytes >= 1 << 10 ? (kibibytes >> 10) + "MB" : kibibytes + "KB";
    }

    /** Numbers of a list as in {@code 0-3,5}. */
    static List<Integer> list(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : text.split(",")) {
            String[] ends = range.strip().split("-");
            if (!ends[0].isEmpty()) {
                IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                        .forEach(numbers::add);
            }
        }
        return numbers;
    }
}
