package io.jdock.supervisor.copy;

import io.jdock.linux.tree.Directory;
import java.util.OptionalInt;

/**
 * Where files are copied to.
 *
 * @param root of the tree; stays the caller's, who closes it
 * @param destination absolute path in the tree, as text; a slash at its end says that it is a directory
 * @param owner of everything that is made
 * @param mode permission bits that files and directories get instead of those they have
 */
public record Target(Directory root, String destination, Owner owner, OptionalInt mode) {}
