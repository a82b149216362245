/**
 * D-Bus, as far as a client needs it that asks a service on this machine and waits for its answers and signals.
 *
 * <p>Start reading at {@link io.jdock.linux.dbus.DbusConnection}, which is <em>opened</em> for a few calls and <em>closed</em>
 * after them; {@link io.jdock.linux.dbus.DbusValue} is what is said. Descriptors are not passed.
 *
 * <p>May import {@code io.jdock.linux} only.
 *
 * @see <a href="https://dbus.freedesktop.org/doc/dbus-specification.html">the specification</a>
 */
@NullMarked
package io.jdock.linux.dbus;

import org.jspecify.annotations.NullMarked;
