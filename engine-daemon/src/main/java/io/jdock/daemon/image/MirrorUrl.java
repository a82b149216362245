package io.jdock.daemon.image;

import io.jdock.errdefs.InvalidArgumentException;
import java.net.URI;
import java.net.URISyntaxException;

/** Looks at what a configuration says of mirrors; refuses in dockerd's words. */
final class MirrorUrl {

    private MirrorUrl() {}

    /** @throws InvalidArgumentException for what is no http or https URL of a host, perhaps with a path */
    static void check(String text) {
        URI uri = parse(text);
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new InvalidArgumentException("invalid mirror: unsupported scheme \"%s\" in \"%s\""
                    .formatted(uri.getScheme() == null ? "" : uri.getScheme(), text));
        }
        if (uri.getRawUserInfo() != null) {
            // The URL is not repeated: it has a password in it.
            throw new InvalidArgumentException("invalid mirror: username/password not allowed in URI of host "
                    + (uri.getHost() == null ? "" : uri.getHost()));
        }
        if (uri.getHost() == null) {
            throw new InvalidArgumentException("invalid mirror: \"%s\" is not a valid URI".formatted(text));
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new InvalidArgumentException(
                    "invalid mirror: query or fragment at end of the URI \"%s\"".formatted(text));
        }
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new InvalidArgumentException("invalid mirror: \"%s\" is not a valid URI".formatted(text), e);
        }
    }
}
