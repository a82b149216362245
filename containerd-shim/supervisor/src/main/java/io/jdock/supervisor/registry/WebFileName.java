package io.jdock.supervisor.registry;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file of the web is called where it is stored. Pure. */
final class WebFileName {

    private static final Pattern FILE_NAME =
            Pattern.compile("(?:^|;)\\s*filename\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);

    private WebFileName() {}

    /**
     * The last part of the path, else the name in a {@code Content-Disposition}.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6266">RFC 6266</a>
     */
    static Optional<String> of(URI uri, Optional<String> disposition) {
        String path = uri.getPath() == null ? "" : uri.getPath();
        return last(path).or(() -> disposition.flatMap(WebFileName::announced));
    }

    private static Optional<String> announced(String disposition) {
        Matcher matcher = FILE_NAME.matcher(disposition);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return last(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }

    private static Optional<String> last(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Optional.of(name).filter(it -> !it.isEmpty() && !it.equals(".") && !it.equals(".."));
    }
}
