/**
 * Where programs are found. Everything may use this package; it uses the JDK alone.
 */
@NullMarked
package io.jdock.programs;

import org.jspecify.annotations.NullMarked;
