/**
 * Times and durations as other programs of the field write them. Everything may use this package; it uses only {@code
 * io.jdock.errdefs} and nothing that makes a start slower.
 */
@NullMarked
package io.jdock.time;

import org.jspecify.annotations.NullMarked;
