package io.jdock.cli.http;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/** Connects to a unix socket. */
public final class UnixDialer implements Dialer {

    private final String path;

    public UnixDialer(String path) {
        this.path = path;
    }

    @Override
    public Connection dial() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return new ChannelConnection(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Docker's own name for an engine on a unix socket; a path would not be a valid host. */
    @Override
    public String host() {
        return "api.moby.localhost";
    }
}
