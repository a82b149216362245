package io.jdock.supervisor.unpack;

import io.jdock.errdefs.DataLossException;
import io.jdock.linux.tree.Names;

/**
 * What an entry's name says beside naming it: layers mark deletions by names that begin with {@code .wh.}.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#whiteouts">Whiteouts</a>
 */
sealed interface Whiteout {

    /** An ordinary entry. */
    record None() implements Whiteout {}

    /** The name is deleted from the layers below. */
    record Of(String name) implements Whiteout {}

    /** Everything in the directory is deleted from the layers below. */
    record Opaque() implements Whiteout {}

    /** A leftover of AUFS's own bookkeeping that means nothing here. */
    record Bookkeeping() implements Whiteout {}

    /**
     * Reads the last component of an entry's path.
     *
     * @throws DataLossException for a mark that deletes nothing that can exist
     */
    static Whiteout parse(String name) {
        if (!name.startsWith(".wh.")) {
            return new None();
        }
        if (name.equals(".wh..wh..opq")) {
            return new Opaque();
        }
        if (name.startsWith(".wh..wh.")) {
            return new Bookkeeping();
        }
        String deleted = name.substring(".wh.".length());
        if (deleted.isEmpty() || deleted.equals(".") || deleted.equals("..")) {
            throw new DataLossException("entry \"%s\" is an invalid whiteout".formatted(Names.display(name)));
        }
        return new Of(deleted);
    }
}
