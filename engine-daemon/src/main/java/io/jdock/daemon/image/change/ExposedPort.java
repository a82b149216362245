package io.jdock.daemon.image.change;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What EXPOSE takes: {@code 80}, {@code 53/udp}, {@code 8000-8010/tcp}. A port of the host before it, {@code 8080:80}, says
 * nothing of an image and is left out, as Docker does.
 */
final class ExposedPort {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");
    private static final int MOST = 65_535;

    private ExposedPort() {}

    /** Each port with its protocol. */
    static List<String> parse(String text) {
        int slash = text.indexOf('/');
        String protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
        if (!PROTOCOLS.contains(protocol)) {
            throw new InvalidArgumentException("invalid proto: " + protocol);
        }
        String ports = slash < 0 ? text : text.substring(0, slash);
        String inside = ports.substring(ports.lastIndexOf(':') + 1);
        Matcher parts = FORM.matcher(inside);
        if (!parts.matches()) {
            throw invalid(inside);
        }
        int first = Integer.parseInt(parts.group(1));
        int last = parts.group(2) == null ? first : Integer.parseInt(parts.group(2));
        if (first > last || last > MOST) {
            throw invalid(inside);
        }
        return IntStream.rangeClosed(first, last)
                .mapToObj(port -> port + "/" + protocol)
                .toList();
    }

    private static InvalidArgumentException invalid(String text) {
        return new InvalidArgumentException("invalid containerPort: " + text);
    }
}
