package io.jdock.daemon.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ExecutionConfig;
import io.jdock.oci.image.HistoryEntry;
import io.jdock.oci.image.ImageConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one step makes of an image, as far as it is known before it is done. Pure.
 *
 * @param createdBy for the history
 * @param config of the image that comes of it
 * @param author or empty
 * @param details what else the result depends on, besides the image before and {@code createdBy}
 */
record StepRecord(String createdBy, ExecutionConfig config, String author, List<String> details) {

    private static final String NO_COMMAND = "/bin/sh -c #(nop) ";

    StepRecord {
        details = List.copyOf(details);
    }

    /** A step that only changes what the image says. @param text as {@code ENV A=b} */
    static StepRecord setting(String text, ExecutionConfig config, String author) {
        return new StepRecord(NO_COMMAND + " " + text, config, author, List.of());
    }

    /** A step that brings files. @param text as {@code COPY file:… in /etc} */
    static StepRecord files(String text, ExecutionConfig config, String author) {
        return new StepRecord(NO_COMMAND + text + " ", config, author, List.of());
    }

    /** What a step is found by that was done before: equal for equal results. */
    String key() {
        StringBuilder all = new StringBuilder(createdBy);
        // No text that a Dockerfile can have contains it.
        details.forEach(it -> all.append('\0').append(it));
        return Digest.of(all.toString().getBytes(UTF_8)).toString();
    }

    /** The configuration of the image that comes of it, but for a layer. @param withoutLayer whether there will be none */
    ImageConfig after(ImageConfig before, Instant now, boolean withoutLayer) {
        List<HistoryEntry> history = new ArrayList<>(before.history());
        history.add(new HistoryEntry(now.toString(), createdBy, author, "", withoutLayer));
        return new ImageConfig(
                now.toString(),
                author.isEmpty() ? before.author() : author,
                before.architecture(),
                before.os(),
                before.osVersion(),
                before.variant(),
                config,
                before.rootfs(),
                history,
                "",
                "",
                null);
    }
}
