package io.jdock.daemon.build.dockerfile;

import java.util.regex.Pattern;

/**
 * A here-document.
 *
 * @param name the delimiter, which names the file if it becomes one; never has a slash in it
 * @param content all lines, each with its end
 * @param expand whether variables in it are to be expanded: not if the delimiter was quoted
 * @param chomp whether tabs at the beginning of its lines do not count: {@code <<-}
 */
public record Heredoc(String name, String content, boolean expand, boolean chomp) {

    private static final Pattern TABS = Pattern.compile("(?m)^\t+");

    /** What a reader gets of it, before variables are expanded. */
    public String text() {
        return chomp ? TABS.matcher(content).replaceAll("") : content;
    }

    /** The lines of the Dockerfile that it stands on. */
    String source() {
        return content + name;
    }
}
