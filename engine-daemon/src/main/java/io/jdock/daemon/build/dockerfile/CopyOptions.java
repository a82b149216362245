package io.jdock.daemon.build.dockerfile;

import io.jdock.daemon.words.Expansion;
import java.util.List;

/**
 * Flags of COPY and ADD; what is not given is empty. {@code --link} is accepted and not kept, as its result is the same.
 *
 * @param from a stage by name or number, or an image; never expanded
 * @param chown {@code user[:group]}
 * @param chmod octal digits
 * @param checksum of a file from the web
 * @param excludes patterns of what not to copy
 */
public record CopyOptions(String from, String chown, String chmod, String checksum, List<String> excludes) {

    /** No flags. */
    public static final CopyOptions NONE = new CopyOptions("", "", "", "", List.of());

    public CopyOptions {
        excludes = List.copyOf(excludes);
    }

    CopyOptions expanded(Expansion expansion) {
        return new CopyOptions(
                from,
                expansion.text(chown),
                expansion.text(chmod),
                expansion.text(checksum),
                excludes.stream().map(expansion::text).toList());
    }
}
