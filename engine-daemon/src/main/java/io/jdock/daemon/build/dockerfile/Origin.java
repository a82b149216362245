package io.jdock.daemon.build.dockerfile;

/**
 * Where an instruction comes from.
 *
 * @param line the first of its lines, counted from 1
 * @param text all of it on one line, without here-documents, as in {@code Step 2/5 : RUN make}
 * @param escape the escape character of the Dockerfile
 */
public record Origin(int line, String text, char escape) {}
