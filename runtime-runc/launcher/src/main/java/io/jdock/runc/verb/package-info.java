/**
 * The verbs of the command line, one per file, and what they share.
 *
 * <p>Start reading at {@link io.jdock.runc.verb.Verb}. May import all of {@code io.jdock.runc} below its {@code Main}.
 */
@NullMarked
package io.jdock.runc.verb;

import org.jspecify.annotations.NullMarked;
