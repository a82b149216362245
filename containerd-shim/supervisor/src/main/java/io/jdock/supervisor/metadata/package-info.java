/**
 * The supervisor's database: what must be known after a restart or a power cut and is not a blob.
 *
 * <p>Start reading at {@link io.jdock.supervisor.metadata.Metadata}. It is opened once at start, which brings the tables up to
 * date; each area then runs its own SQL in a {@link io.jdock.supervisor.metadata.Transaction}. The tables are in the
 * resources {@code schema-N.sql}: a change of them is a new file, listed in {@link io.jdock.supervisor.metadata.Schema}.
 *
 * <p>May import {@code io.jdock.errdefs}, JDBC and jackson's streaming core only.
 */
@NullMarked
package io.jdock.supervisor.metadata;

import org.jspecify.annotations.NullMarked;
