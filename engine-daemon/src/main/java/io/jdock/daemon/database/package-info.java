/**
 * The daemon's database: what it must know after a restart, apart from images, which the supervisor keeps.
 *
 * <p>Start reading at {@link io.jdock.daemon.database.Database}. It is opened once at start, which brings the tables up to date;
 * each area then runs its own SQL in a {@link io.jdock.daemon.database.Transaction}. The tables are in the resources {@code
 * schema-N.sql}: a change of them is a new file, listed in {@link io.jdock.daemon.database.Schema}.
 *
 * <p>May import {@code io.jdock.errdefs} and JDBC only.
 */
@NullMarked
package io.jdock.daemon.database;

import org.jspecify.annotations.NullMarked;
