package io.jdock.daemon.http;

import io.jdock.errdefs.InvalidArgumentException;

/**
 * What the client sent before the body.
 *
 * @param path decoded, always starting with {@code /}
 * @param query not decoded, without the {@code ?}
 */
public record RequestHead(String method, String path, String query, Headers headers) {

    /**
     * Takes a request's target apart; also its absolute form {@code http://host/path}, RFC 9112 section 3.2.2.
     *
     * @throws InvalidArgumentException when the target has another form or a broken escape
     */
    public static RequestHead of(String method, String target, Headers headers) {
        String local = localPart(target);
        int question = local.indexOf('?');
        String path = question < 0 ? local : local.substring(0, question);
        return new RequestHead(
                method, PercentEncoding.decodePath(path), question < 0 ? "" : local.substring(question + 1), headers);
    }

    /** Whether the client asked to continue as raw bytes; Docker's clients send {@code Upgrade: tcp}. */
    public boolean asksUpgrade() {
        return headers.hasToken("Connection", "upgrade")
                && headers.first("Upgrade").isPresent();
    }

    private static String localPart(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        int scheme = target.indexOf("://");
        int path = scheme < 0 ? -1 : target.indexOf('/', scheme + 3);
        if (path < 0) {
            throw new InvalidArgumentException("invalid request target \"%s\"".formatted(target));
        }
        return target.substring(path);
    }
}
