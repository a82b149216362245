/**
 * Which files of a build context do not count: the patterns of a {@code .dockerignore}.
 *
 * <p>Start reading at {@link io.jdock.ignore.IgnorePatterns}, which is read once and asked for every path;
 * {@link io.jdock.ignore.NamePattern} is the same for single names. Patterns and paths come
 * from strangers, so nothing here backtracks. Everything may use this package; it uses only {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.ignore;

import org.jspecify.annotations.NullMarked;
