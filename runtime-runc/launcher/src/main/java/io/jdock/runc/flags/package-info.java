/**
 * The command line as runc reads it. Start reading at {@link io.jdock.runc.flags.FlagSet}.
 *
 * <p>Imports nothing of ours: it is on the path of every start.
 */
@NullMarked
package io.jdock.runc.flags;

import org.jspecify.annotations.NullMarked;
