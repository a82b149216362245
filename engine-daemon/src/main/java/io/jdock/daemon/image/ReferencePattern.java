package io.jdock.daemon.image;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ImageReference;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;

/** A filter like {@code httpd}, {@code me/*} or {@code *:latest}: a glob over names as people write them. */
final class ReferencePattern {

    private final PathMatcher glob;

    ReferencePattern(String pattern) {
        try {
            // Braces are Java's own addition to globs; Docker takes them literally.
            String escaped = pattern.replace("{", "\\{").replace("}", "\\}");
            this.glob = FileSystems.getDefault().getPathMatcher("glob:" + escaped);
        } catch (PatternSyntaxException e) {
            throw new InvalidArgumentException("invalid filter 'reference=%s'".formatted(pattern), e);
        }
    }

    boolean matches(StoredImage image) {
        return image.names().stream().anyMatch(this::matches);
    }

    boolean matches(ImageReference name) {
        return fits(name.familiarName()) || fits(name.familiar()) || fits(name.name()) || fits(name.toString());
    }

    private boolean fits(String text) {
        try {
            return glob.matches(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
