package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an image runs on, in the words of Go: {@code linux/amd64}, {@code linux/arm/v7}.
 *
 * <p>Kept as written in the document; {@link #normalized} maps the synonyms, and comparing is done on that form.
 *
 * @param variant of the CPU, empty for the usual one
 * @param osVersion of Windows, otherwise empty
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Platform(
        String architecture,
        String os,
        String variant,
        @JsonProperty("os.version") String osVersion) {

    public Platform(
            @Nullable String architecture, @Nullable String os, @Nullable String variant, @Nullable String osVersion) {
        this.architecture = architecture == null ? "" : architecture;
        this.os = os == null ? "" : os;
        this.variant = variant == null ? "" : variant;
        this.osVersion = osVersion == null ? "" : osVersion;
    }

    public Platform(String os, String architecture, String variant) {
        this(architecture, os, variant, "");
    }

    /** The platform of this machine. */
    public static Platform host() {
        return new Platform("linux", System.getProperty("os.arch"), "").normalized();
    }

    /**
     * Reads {@code os/architecture[/variant]}, or one of the two parts alone, the other being that of the host.
     *
     * @throws InvalidArgumentException when the text has another form
     */
    public static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        for (String part : parts) {
            if (!isWord(part)) {
                throw new InvalidArgumentException("invalid platform \"%s\": \"%s\" is no name".formatted(text, part));
            }
        }
        return switch (parts.length) {
            case 1 -> parseWord(parts[0]);
            case 2 -> new Platform(parts[0], parts[1], "").normalized();
            case 3 -> new Platform(parts[0], parts[1], parts[2]).normalized();
            default -> throw new InvalidArgumentException("invalid platform \"%s\": too many parts".formatted(text));
        };
    }

    private static Platform parseWord(String word) {
        boolean os = word.equalsIgnoreCase("linux") || word.equalsIgnoreCase("windows");
        return os
                ? new Platform(word, host().architecture, "").normalized()
                : new Platform("linux", word, "").normalized();
    }

    private static boolean isWord(String part) {
        return !part.isEmpty()
                && part.chars()
                        .allMatch(c -> Character.isLetterOrDigit(c) && c < 128 || c == '_' || c == '-' || c == '.');
    }

    /** The same platform in lower case, with the names that Go uses and without a variant that is the default. */
    public Platform normalized() {
        String lowOs = os.toLowerCase(Locale.ROOT);
        String low = variant.toLowerCase(Locale.ROOT);
        return switch (architecture.toLowerCase(Locale.ROOT)) {
            case "x86_64", "x86-64", "amd64" -> new Platform("amd64", lowOs, low.equals("v1") ? "" : low, osVersion);
            case "i386", "i686", "386" -> new Platform("386", lowOs, "", osVersion);
            case "aarch64", "arm64" ->
                new Platform("arm64", lowOs, low.equals("8") || low.equals("v8") ? "" : low, osVersion);
            case "armhf" -> new Platform("arm", lowOs, "v7", osVersion);
            case "armel" -> new Platform("arm", lowOs, "v6", osVersion);
            case "arm" -> new Platform("arm", lowOs, armVariant(low), osVersion);
            case String other -> new Platform(other, lowOs, low, osVersion);
        };
    }

    private static String armVariant(String variant) {
        return switch (variant) {
            case "" -> "v7";
            case "5", "6", "7", "8" -> "v" + variant;
            default -> variant;
        };
    }

    /** What a machine of this platform can run, best first: itself, then lesser variants, then its 32-bit ancestor. */
    public List<Platform> runnable() {
        Platform self = normalized();
        List<Platform> platforms = new ArrayList<>();
        platforms.add(new Platform(self.architecture, self.os, self.variant, ""));
        switch (self.architecture) {
            case "amd64" -> {
                addVariants(platforms, self, "amd64", List.of("v4", "v3", "v2", ""));
                platforms.add(new Platform(self.os, "386", ""));
            }
            case "arm64" -> {
                addVariants(platforms, self, "arm64", List.of(self.variant, ""));
                addVariants(platforms, self, "arm", List.of("v8", "v7", "v6", "v5"));
            }
            case "arm" -> addVariants(platforms, self, "arm", List.of("v8", "v7", "v6", "v5"));
            default -> {}
        }
        return List.copyOf(platforms);
    }

    /** Adds the variants, given best first, that come after the machine's own. */
    private static void addVariants(List<Platform> into, Platform self, String architecture, List<String> bestFirst) {
        boolean otherFamily = !architecture.equals(self.architecture);
        int own = bestFirst.indexOf(self.variant);
        for (String variant : bestFirst.subList(otherFamily ? 0 : own + 1, bestFirst.size())) {
            into.add(new Platform(self.os, architecture, variant));
        }
    }

    /** Whether both name the same kind of machine; the OS version is not compared. */
    public boolean same(Platform other) {
        Platform a = normalized();
        Platform b = other.normalized();
        return a.os.equals(b.os) && a.architecture.equals(b.architecture) && a.variant.equals(b.variant);
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
