package io.jdock.daemon.image.change;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What EXPOSE takes: {@code 80}, {@code 53/udp}, {@code 8000-8010/tcp}. */
final class ExposedPort {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/([A-Za-z]+))?");
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");
    private static final int MOST = 65_535;

    private ExposedPort() {}

    /** Each port with its protocol. */
    static List<String> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw invalid(text);
        }
        String protocol = parts.group(3) == null ? "tcp" : parts.group(3).toLowerCase(Locale.ROOT);
        int first = Integer.parseInt(parts.group(1));
        int last = parts.group(2) == null ? first : Integer.parseInt(parts.group(2));
        if (!PROTOCOLS.contains(protocol) || first > last || last > MOST) {
            throw invalid(text);
        }
        return IntStream.rangeClosed(first, last)
                .mapToObj(port -> port + "/" + protocol)
                .toList();
    }

    private static InvalidArgumentException invalid(String text) {
        return new InvalidArgumentException("invalid containerPort: " + text);
    }
}
