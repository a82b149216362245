package io.jdock.supervisor.copy;

import io.jdock.linux.tree.Directory;

/**
 * A tree and what of it is copied. The tree does not change meanwhile.
 *
 * @param root stays the caller's, who closes it
 */
public record Source(Directory root, Selection selection) {}
