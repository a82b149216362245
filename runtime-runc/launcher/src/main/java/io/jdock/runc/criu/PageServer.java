package io.jdock.runc.criu;

import io.jdock.errdefs.InvalidArgumentException;

/** Who takes or gives memory over a network. @param port 1 to 65535 */
public record PageServer(String address, int port) {

    private static final int HIGHEST_PORT = 65_535;

    /** Reads {@code ADDRESS:PORT}; an address of IPv6 stands in brackets. */
    public static PageServer parse(String text) {
        int colon = text.lastIndexOf(':');
        String address = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = address.startsWith("[") && address.endsWith("]");
        String bare = bracketed ? address.substring(1, address.length() - 1) : address;
        if (bare.isEmpty() || !bracketed && bare.indexOf(':') >= 0) {
            throw new InvalidArgumentException("Use --page-server ADDRESS:PORT to specify page server");
        }
        return new PageServer(bare, port(text.substring(colon + 1)));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException("Invalid port number \"%s\"".formatted(text), e);
        }
        throw new InvalidArgumentException("Invalid port number \"%s\"".formatted(text));
    }

    /** It as {@code criu_page_server_info}. */
    Message message() {
        return new Message().put(1, address).put(2, port);
    }
}
