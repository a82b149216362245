/**
 * The log that callers read. Start reading at {@link io.jdock.runc.log.Log}. May import {@code io.jdock.json}.
 */
@NullMarked
package io.jdock.runc.log;

import org.jspecify.annotations.NullMarked;
