/**
 * Directory trees that hold other people's files, reached through descriptors.
 *
 * <p>Start reading at {@link io.jdock.linux.tree.Directory}. Names in such trees are byte strings, which need not be text
 * in any encoding. They are carried in {@link java.lang.String}s with one character per byte (ISO 8859-1);
 * {@link io.jdock.linux.tree.Names} converts. Paths are walked by the kernel with the tree's root as {@code /}, so
 * neither {@code ..} nor a symbolic link leads out of it.
 *
 * <p>May import {@code io.jdock.linux} only.
 */
@NullMarked
package io.jdock.linux.tree;

import org.jspecify.annotations.NullMarked;
