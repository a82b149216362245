package io.jdock.daemon.build.dockerfile;

import io.jdock.daemon.words.Expansion;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

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

    private static final Pattern MODE = Pattern.compile("0*[0-7]{1,4}");

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

    /**
     * The mode that all copied files get, if one is given. Only after expansion.
     *
     * @throws InvalidArgumentException when it is not octal, or more than 07777
     */
    public OptionalInt mode() {
        if (chmod.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!MODE.matcher(chmod).matches()) {
            throw new InvalidArgumentException(
                    "invalid chmod parameter: '%s'. it should be octal string and between 0 and 07777"
                            .formatted(chmod));
        }
        return OptionalInt.of(Integer.parseInt(chmod, 8));
    }
}
