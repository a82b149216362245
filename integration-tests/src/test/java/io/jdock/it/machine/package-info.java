/**
 * Runs test classes on another machine than the one that built them: see {@code scripts/vm-tests}.
 *
 * <p>Start reading at {@link io.jdock.it.machine.TestRun}. May import the JUnit platform only.
 */
@NullMarked
package io.jdock.it.machine;

import org.jspecify.annotations.NullMarked;
