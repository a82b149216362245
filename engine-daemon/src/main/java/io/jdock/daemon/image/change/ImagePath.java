package io.jdock.daemon.image.change;

import java.util.ArrayList;
import java.util.List;

/** Paths of an image's files. They are text here: on this host such a name need not even be possible. */
public final class ImagePath {

    private ImagePath() {}

    /** A path without {@code .} and {@code ..}, absolute. @param directory that a relative path starts from; empty for the root */
    public static String resolve(String directory, String path) {
        List<String> parts = new ArrayList<>();
        for (String part : (path.startsWith("/") ? path : directory + "/" + path).split("/")) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.removeLast();
            } else if (isName(part)) {
                parts.add(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    /** Whether a path goes above the directory that it is meant to be in. */
    public static boolean leaves(String path) {
        int depth = 0;
        for (String part : path.split("/")) {
            depth += part.equals("..") ? -1 : isName(part) ? 1 : 0;
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(String part) {
        return !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
}
