package io.jdock.daemon.container.create;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.regex.Pattern;

/** What a container may be called. */
public final class ContainerName {

    private static final String ALLOWED = "[a-zA-Z0-9][a-zA-Z0-9_.-]";
    private static final Pattern FORM = Pattern.compile(ALLOWED + "+");

    private ContainerName() {}

    /**
     * The name without the leading slash that the API also allows.
     *
     * @throws InvalidArgumentException when the text has another form
     */
    public static String parse(String text) {
        String name = text.startsWith("/") ? text.substring(1) : text;
        if (!FORM.matcher(name).matches()) {
            throw new InvalidArgumentException(
                    "Invalid container name (%s), only %s are allowed".formatted(text, ALLOWED));
        }
        return name;
    }
}
