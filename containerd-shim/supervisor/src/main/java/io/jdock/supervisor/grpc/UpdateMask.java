package io.jdock.supervisor.grpc;

import com.google.protobuf.FieldMask;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which parts of an object an update is about, as the request's field mask says; without a mask it is all of them. */
final class UpdateMask {

    private final FieldMask mask;

    UpdateMask(FieldMask mask) {
        this.mask = mask;
    }

    boolean isWhole() {
        return mask.getPathsCount() == 0;
    }

    /** Whether {@code field} as a whole is replaced. */
    boolean has(String field) {
        return isWhole() || mask.getPathsList().contains(field);
    }

    /**
     * A map after the update: replaced by {@code wanted} when the mask names {@code field}; else changed in the entries it
     * names as {@code field.KEY}, where an entry that {@code wanted} lacks, or has an empty text for, is removed.
     */
    <T> Map<String, T> merge(String field, Map<String, T> current, Map<String, T> wanted) {
        if (has(field)) {
            return wanted;
        }
        SortedMap<String, T> result = new TreeMap<>(current);
        for (String path : mask.getPathsList()) {
            if (path.startsWith(field + ".")) {
                String key = path.substring(field.length() + 1);
                result.compute(key, (name, old) -> "".equals(wanted.get(name)) ? null : wanted.get(name));
            }
        }
        return result;
    }

    /**
     * @throws InvalidArgumentException naming the first path that is neither one of {@code fields} nor an entry of one
     */
    void requireOnly(String object, String... fields) {
        for (String path : mask.getPathsList()) {
            if (!isOneOf(path, fields)) {
                throw new InvalidArgumentException("update %s: field %s cannot be updated".formatted(object, path));
            }
        }
    }

    private static boolean isOneOf(String path, String... fields) {
        for (String field : fields) {
            if (path.equals(field) || path.startsWith(field + ".")) {
                return true;
            }
        }
        return false;
    }
}
