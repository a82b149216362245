package io.jdock.cli.command.image;

/**
 * An image's name as the user wrote it, cut into parts. Whether it is a good name is for the engine to say.
 *
 * @param name registry and repository
 * @param tag empty when there is none
 * @param digest {@code sha256:…}; empty when there is none
 */
public record ImageReference(String name, String tag, String digest) {

    private static final String HUB = "docker.io/";
    private static final String OFFICIAL = "library/";

    /** Cuts {@code [registry/]repository[:tag][@digest]}. */
    public static ImageReference parse(String text) {
        int at = text.indexOf('@');
        String digest = at < 0 ? "" : text.substring(at + 1);
        String rest = at < 0 ? text : text.substring(0, at);
        int colon = rest.lastIndexOf(':');
        boolean tagged = colon > rest.lastIndexOf('/');
        return new ImageReference(
                tagged ? rest.substring(0, colon) : rest, tagged ? rest.substring(colon + 1) : "", digest);
    }

    /** What to ask of a registry: the digest if there is one, else the tag, {@code latest} if there is none either. */
    public String version() {
        if (!digest.isEmpty()) {
            return digest;
        }
        return tag.isEmpty() ? "latest" : tag;
    }

    /** The name with tag or digest, never without either. */
    public String tagged() {
        return digest.isEmpty() ? name + ":" + version() : name + (tag.isEmpty() ? "" : ":" + tag) + "@" + digest;
    }

    /** The registry's host; {@code docker.io} when the name has none. */
    public String registry() {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean host = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        return host ? first : "docker.io";
    }

    /** The whole name with its registry: {@code docker.io/library/busybox:latest}. */
    public String canonical() {
        String full = tagged();
        if (!registry().equals("docker.io")) {
            return full;
        }
        String path = full.startsWith(HUB) ? full.substring(HUB.length()) : full;
        return HUB + (path.indexOf('/') < 0 ? OFFICIAL : "") + path;
    }
}
