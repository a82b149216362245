package io.jdock.runc;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a container writes to a fifo, a line at a time, as it comes. */
final class ContainerOutput {

    private final BufferedReader lines;
    private final List<String> read = new ArrayList<>();

    /** Waits until somebody writes to the fifo. */
    ContainerOutput(Path fifo) throws IOException {
        lines = Files.newBufferedReader(fifo);
    }

    /** Reads until it has said this. */
    void await(String line) throws IOException {
        while (!read.contains(line)) {
            String next = lines.readLine();
            if (next == null) {
                throw new AssertionError("\"%s\" is not in %s".formatted(line, read));
            }
            read.add(next);
            if (next.startsWith("status ") && !next.equals("status 0")) {
                throw new AssertionError(read.toString());
            }
        }
    }
}
