package io.jdock.supervisor.registry;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * A way to speak TLS. A context makes a new factory whenever it is asked for one, and the platform uses a connection again only
 * for the factory that it was made by: so there is one for each context.
 */
record Tls(SSLContext context, SSLSocketFactory sockets) {

    Tls(SSLContext context) {
        this(context, context.getSocketFactory());
    }
}
