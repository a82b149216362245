package io.jdock.supervisor.registry;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS that believes every certificate: only for hosts that the operator listed as insecure, and for loopback. */
final class UncheckedTls {

    private static final SSLSocketFactory FACTORY = factory();

    private UncheckedTls() {}

    static void apply(HttpsURLConnection connection) {
        connection.setSSLSocketFactory(FACTORY);
        connection.setHostnameVerifier((_, _) -> true);
    }

    private static SSLSocketFactory factory() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustEveryone()}, new SecureRandom());
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            // Every Java platform must have TLS (javax.net.ssl.SSLContext).
            throw new AssertionError(e);
        }
    }

    private static final class TrustEveryone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
