package io.jdock.supervisor.unpack;

import io.jdock.errdefs.DataLossException;
import io.jdock.linux.tree.Names;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an entry goes, cleaned of {@code .}, {@code ..} and doubled slashes.
 *
 * @param parent path of its directory below the root, empty for the root itself
 * @param name last component, empty when the entry is the root itself
 */
record EntryPath(String parent, String name) {

    /**
     * Reads the name of an entry; a slash at its start or end means nothing.
     *
     * @throws DataLossException when it leads out of the root
     */
    static EntryPath parse(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int slash = text.indexOf('/', start);
            int end = slash < 0 ? text.length() : slash;
            String part = text.substring(start, end);
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    throw new DataLossException("entry \"%s\" points outside the root".formatted(Names.display(text)));
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
            start = end + 1;
        }
        if (parts.isEmpty()) {
            return new EntryPath("", "");
        }
        String name = parts.removeLast();
        return new EntryPath(String.join("/", parts), name);
    }

    boolean isRoot() {
        return name.isEmpty();
    }

    /** The whole path below the root. */
    String path() {
        return parent.isEmpty() ? name : parent + "/" + name;
    }
}
