package io.jdock.cli.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Connects over TCP, in the clear. */
public final class TcpDialer implements Dialer {

    private final String name;
    private final int port;

    public TcpDialer(String name, int port) {
        this.name = name;
        this.port = port;
    }

    @Override
    public Connection dial() throws IOException {
        InetSocketAddress address = new InetSocketAddress(name, port);
        if (address.isUnresolved()) {
            throw new IOException("lookup " + name + ": no such host");
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.connect(address);
            // Keys typed into a container travel one by one; waiting to fill a packet would be felt.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new ChannelConnection(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String host() {
        return name + ":" + port;
    }
}
