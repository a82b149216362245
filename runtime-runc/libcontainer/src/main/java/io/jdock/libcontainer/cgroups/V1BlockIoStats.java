package io.jdock.libcontainer.cgroups;

import io.jdock.libcontainer.cgroups.CgroupStats.BlockIo;
import io.jdock.libcontainer.cgroups.CgroupStats.BlockIo.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Traffic with block devices under version 1, which each scheduler counts in files of its own. */
final class V1BlockIoStats {

    /** From the scheduler that tells most to what is counted for all of them. */
    private static final List<Map<String, Figure>> SOURCES = List.of(
            detailed("blkio.bfq."),
            plain("blkio.bfq.", "_recursive"),
            detailed("blkio."),
            plain("blkio.throttle.", "_recursive"),
            plain("blkio.throttle.", ""));

    private V1BlockIoStats() {}

    private static Map<String, Figure> detailed(String prefix) {
        Map<String, Figure> files = new LinkedHashMap<>();
        files.put(prefix + "sectors_recursive", Figure.SECTORS);
        files.put(prefix + "io_service_time_recursive", Figure.SERVICE_TIME);
        files.put(prefix + "io_wait_time_recursive", Figure.WAIT_TIME);
        files.put(prefix + "io_merged_recursive", Figure.MERGED);
        files.put(prefix + "io_queued_recursive", Figure.QUEUED);
        files.put(prefix + "time_recursive", Figure.TIME);
        files.putAll(plain(prefix, "_recursive"));
        return files;
    }

    private static Map<String, Figure> plain(String prefix, String suffix) {
        Map<String, Figure> files = new LinkedHashMap<>();
        files.put(prefix + "io_serviced" + suffix, Figure.OPERATIONS);
        files.put(prefix + "io_service_bytes" + suffix, Figure.BYTES);
        return files;
    }

    /** The figures of the first source that has some. */
    static BlockIo read(Path directory) {
        for (Map<String, Figure> source : SOURCES) {
            Map<Figure, List<CgroupStats.Entry>> figures = new EnumMap<>(Figure.class);
            source.forEach((file, figure) -> {
                List<CgroupStats.Entry> entries = entries(directory.resolve(file));
                if (!entries.isEmpty()) {
                    figures.put(figure, entries);
                }
            });
            if (!figures.isEmpty()) {
                return new BlockIo(figures, null);
            }
        }
        return BlockIo.NONE;
    }

    /** Lines are {@code major:minor Operation value}, some without an operation; the last is a total. */
    private static List<CgroupStats.Entry> entries(Path file) {
        List<CgroupStats.Entry> entries = new ArrayList<>();
        for (String line : ControlFile.lines(file)) {
            String[] fields = line.split("[: ]");
            if (fields.length >= 3) {
                entries.add(new CgroupStats.Entry(
                        Long.parseLong(fields[0]),
                        Long.parseLong(fields[1]),
                        fields.length == 4 ? fields[2] : "",
                        Long.parseUnsignedLong(fields[fields.length - 1])));
            }
        }
        return entries;
    }
}
