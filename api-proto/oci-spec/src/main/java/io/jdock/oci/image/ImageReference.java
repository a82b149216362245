package io.jdock.oci.image;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an image is found, in full: {@code docker.io/library/httpd:latest}.
 *
 * <p>People write less: {@code httpd} stands for {@code docker.io/library/httpd}, and {@link #familiar} goes back to that.
 * {@link #parse} accepts both. A tag is not invented while parsing; {@link #withDefaultTag} adds {@code latest} where a
 * command means one image.
 *
 * @param domain host with optional port
 * @param path of the repository on that host, lower-case
 * @param tag absent when none was given
 * @param digest absent when none was given; when both are there it decides, and the tag only informs
 */
public record ImageReference(
        String domain,
        String path,
        @Nullable String tag,
        @Nullable Digest digest) {

    /** Where names without a host live. */
    public static final String DOCKER_HUB = "docker.io";

    /** The tag that is meant when none is given. */
    public static final String DEFAULT_TAG = "latest";

    private static final String HUB_ALIAS = "index.docker.io";
    private static final String OFFICIAL = "library/";
    private static final int MAX_PATH = 255;
    // Longer than any valid reference, so that the patterns never meet megabytes of hostile text.
    private static final int MAX_TEXT = 1024;

    private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final Pattern DOMAIN =
            Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:]+])(?::[0-9]+)?");
    private static final Pattern PATH =
            Pattern.compile("[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}");

    public ImageReference {
        require(DOMAIN.matcher(domain).matches(), "\"%s\" is not a host", domain);
        require(path.length() <= MAX_PATH, "repository name must not be longer than %s characters", MAX_PATH);
        require(PATH.matcher(path).matches(), "\"%s\" is not a repository name", path);
        require(tag == null || TAG.matcher(tag).matches(), "\"%s\" is not a tag", tag);
    }

    private static void require(boolean valid, String problem, @Nullable Object argument) {
        if (!valid) {
            throw new InvalidArgumentException("invalid reference format: " + problem.formatted(argument));
        }
    }

    /**
     * Reads a name as people type it: {@code httpd}, {@code me/app:1}, {@code host:5000/app@sha256:…}.
     *
     * @throws InvalidArgumentException whose text begins with docker's words {@code invalid reference format}; also for 64
     *     hexadecimal digits, which can only mean an image ID
     */
    public static ImageReference parse(String text) {
        require(!text.isEmpty(), "it is empty%s", "");
        require(text.length() <= MAX_TEXT, "it is longer than %s characters", MAX_TEXT);
        if (Digest.isHex(text)) {
            throw new InvalidArgumentException(
                    "invalid repository name (%s), cannot specify 64-byte hexadecimal strings".formatted(text));
        }
        int at = text.indexOf('@');
        Digest digest = at < 0 ? null : Digest.parse(text.substring(at + 1));
        String named = at < 0 ? text : text.substring(0, at);
        int slash = named.indexOf('/');
        boolean hasDomain = slash >= 0 && isDomain(named.substring(0, slash));
        String domain = hasDomain ? named.substring(0, slash) : DOCKER_HUB;
        String rest = hasDomain ? named.substring(slash + 1) : named;
        int colon = rest.indexOf(':');
        String tag = colon < 0 ? null : rest.substring(colon + 1);
        return of(domain, colon < 0 ? rest : rest.substring(0, colon), tag, digest);
    }

    /** A first part is a host when it could not be a user's name: it has a dot, a port or a capital, or is localhost. */
    private static boolean isDomain(String first) {
        return first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || first.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
    }

    private static ImageReference of(String domain, String path, @Nullable String tag, @Nullable Digest digest) {
        require(path.chars().noneMatch(c -> c >= 'A' && c <= 'Z'), "repository name (%s) must be lowercase", path);
        boolean hub = domain.equals(DOCKER_HUB) || domain.equals(HUB_ALIAS);
        boolean official = hub && path.indexOf('/') < 0;
        return new ImageReference(hub ? DOCKER_HUB : domain, official ? OFFICIAL + path : path, tag, digest);
    }

    /** The repository: {@code docker.io/library/httpd}. */
    public String name() {
        return domain + "/" + path;
    }

    /** The repository as people write it: {@code httpd}. */
    public String familiarName() {
        if (!domain.equals(DOCKER_HUB)) {
            return name();
        }
        if (path.startsWith(OFFICIAL)) {
            return path.indexOf('/', OFFICIAL.length()) < 0 ? path.substring(OFFICIAL.length()) : path;
        }
        // A user's name with a dot would be taken for a host when read again.
        return isDomain(firstPart(path)) ? name() : path;
    }

    private static String firstPart(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    /** The whole reference as people write it: {@code httpd:2.4}. */
    public String familiar() {
        return familiarName() + suffix();
    }

    /** This reference with the tag {@code latest} unless it has a tag or a digest. */
    public ImageReference withDefaultTag() {
        return tag == null && digest == null ? new ImageReference(domain, path, DEFAULT_TAG, null) : this;
    }

    /** The same repository under another tag, without a digest. */
    public ImageReference withTag(String newTag) {
        return new ImageReference(domain, path, newTag, null);
    }

    /** The same repository at a digest, without a tag. */
    public ImageReference withDigest(Digest newDigest) {
        return new ImageReference(domain, path, null, newDigest);
    }

    /** What a registry is asked for: the digest when there is one, else the tag. */
    public String identifier() {
        return Optional.ofNullable(digest).map(Digest::toString).orElseGet(() -> tag == null ? DEFAULT_TAG : tag);
    }

    private String suffix() {
        return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }

    /** The full form, which {@link #parse} reads back to an equal value. */
    @Override
    public String toString() {
        return name() + suffix();
    }
}
