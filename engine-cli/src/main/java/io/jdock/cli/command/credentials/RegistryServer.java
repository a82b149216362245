package io.jdock.cli.command.credentials;

/** The names under which credentials are kept: a host with its port, or for Docker Hub the URL it had long ago. */
public final class RegistryServer {

    /** Docker Hub. */
    public static final String HUB = "https://index.docker.io/v1/";

    private static final String HUB_DOMAIN = "docker.io";

    private RegistryServer() {}

    /** The server of the registry that a reference names. */
    public static String ofDomain(String domain) {
        return domain.equals(HUB_DOMAIN) ? HUB : domain;
    }

    /** The host of a URL, with its port; what is a host already stays as it is. */
    public static String host(String url) {
        String rest = url;
        for (String scheme : new String[] {"http://", "https://"}) {
            rest = rest.startsWith(scheme) ? rest.substring(scheme.length()) : rest;
        }
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }
}
