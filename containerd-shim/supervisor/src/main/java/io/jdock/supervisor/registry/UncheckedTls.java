package io.jdock.supervisor.registry;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS that believes every certificate: only for hosts that the operator listed as insecure, and for loopback. */
final class UncheckedTls {

    private static final Tls TLS = make();

    private UncheckedTls() {}

    /** Trusts whoever answers. */
    static TrustManager everyone() {
        return new TrustEveryone();
    }

    static Tls tls() {
        return TLS;
    }

    private static Tls make() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustEveryone()}, new SecureRandom());
            return new Tls(context);
        } catch (GeneralSecurityException e) {
            // Every Java platform must have TLS (javax.net.ssl.SSLContext).
            throw new AssertionError(e);
        }
    }

    /** Extended, so that the platform does not compare host names on top. */
    private static final class TrustEveryone extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
