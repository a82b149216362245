package io.jdock.cli.client;

import io.jdock.cli.http.Dialer;
import io.jdock.cli.http.TcpDialer;
import io.jdock.cli.http.UnixDialer;

/**
 * Where the engine listens, as given with {@code -H} or in the environment.
 *
 * @param text as the user wrote it, for messages
 * @param dialer opens connections there
 */
public record EngineAddress(String text, Dialer dialer) {

    private static final String DEFAULT = "unix:///var/run/jdock.sock";
    private static final int DEFAULT_PORT = 2375;

    /**
     * Reads an address: {@code unix:///path} or {@code tcp://host:port}; empty for the default.
     *
     * @throws IllegalArgumentException for another scheme or a bad port
     */
    public static EngineAddress parse(String given) {
        String text = given.isBlank() ? DEFAULT : given.strip();
        if (text.startsWith("unix://")) {
            return new EngineAddress(text, new UnixDialer(text.substring("unix://".length())));
        }
        if (text.startsWith("tcp://")) {
            return new EngineAddress(text, tcp(text, text.substring("tcp://".length())));
        }
        throw new IllegalArgumentException("invalid address \"" + text + "\": expected unix://PATH or tcp://HOST:PORT");
    }

    private static TcpDialer tcp(String text, String hostAndPort) {
        int end = hostAndPort.endsWith("/") ? hostAndPort.length() - 1 : hostAndPort.length();
        int colon = hostAndPort.lastIndexOf(':');
        if (colon < 0 || hostAndPort.endsWith("]")) {
            return new TcpDialer(hostAndPort.substring(0, end), DEFAULT_PORT);
        }
        try {
            return new TcpDialer(hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort, colon + 1, end, 10));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("invalid address \"" + text + "\": bad port", e);
        }
    }
}
