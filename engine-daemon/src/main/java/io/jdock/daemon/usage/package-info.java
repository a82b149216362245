/**
 * {@code GET /system/df}: what everything takes on disk. May import {@code io.jdock.daemon.http}, {@code .image} and
 * {@code io.jdock.engine.api}.
 */
@NullMarked
package io.jdock.daemon.usage;

import org.jspecify.annotations.NullMarked;
