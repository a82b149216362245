/**
 * How values are shown: tables, sizes, ages, ports.
 *
 * <p>Start reading at {@link io.jdock.cli.format.Table}; every class is independent of the others. Texts agree with Docker's
 * to the byte, because scripts cut them. May import {@code cli.json}.
 */
@NullMarked
package io.jdock.cli.format;

import org.jspecify.annotations.NullMarked;
