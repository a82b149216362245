package io.jdock.libcontainer.systemd;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.DeadlineExceededException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.linux.dbus.DbusCall;
import io.jdock.linux.dbus.DbusConnection;
import io.jdock.linux.dbus.DbusException;
import io.jdock.linux.dbus.DbusMessage;
import io.jdock.linux.dbus.DbusValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A conversation with systemd. For one thread at a time; it waits for what it asks for to be done, half a minute at most.
 *
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.systemd1.html">systemd's interface</a>
 */
public final class Systemd implements AutoCloseable {

    private static final String SERVICE = "org.freedesktop.systemd1";
    private static final String OBJECT = "/org/freedesktop/systemd1";
    private static final String MANAGER = "org.freedesktop.systemd1.Manager";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    private static final String JOB_REMOVED = "JobRemoved";

    /** Instead of a job that is already waiting for this unit. */
    private static final String REPLACE = "replace";

    private static final String EXISTS = SERVICE + ".UnitExists";
    private static final String NO_SUCH_UNIT = SERVICE + ".NoSuchUnit";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DbusConnection bus;
    private boolean listening;

    Systemd(DbusConnection bus) {
        this.bus = bus;
    }

    /** Its version, as in 252. */
    public int version() {
        try {
            return version(property(OBJECT, MANAGER, "Version"));
        } catch (DbusException e) {
            throw translated("ask systemd for its version", e);
        }
    }

    /** @param text as in {@code 252.38-1~deb12u1} or {@code v245.4} */
    static int version(String text) {
        int start = text.startsWith("v") ? 1 : 0;
        int end = start;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        if (end == start || end - start > 9) {
            throw new InternalException("systemd's version \"%s\" does not begin with a number".formatted(text));
        }
        return Integer.parseInt(text, start, end, 10);
    }

    /** Whether there is a unit of this name that is not just the memory of one that failed. */
    public boolean isActive(String unit) {
        try {
            String object = text("GetUnit", DbusValue.of(unit));
            return switch (property(object, SERVICE + ".Unit", "ActiveState")) {
                case "inactive", "failed" -> false;
                default -> true;
            };
        } catch (DbusException e) {
            if (e.name().equals(NO_SUCH_UNIT) || e.name().equals("org.freedesktop.DBus.Error.UnknownObject")) {
                return false;
            }
            throw translated("ask systemd for unit " + unit, e);
        }
    }

    private String property(String object, String interfaceName, String name) {
        DbusValue answer = bus.call(new DbusCall(
                        SERVICE, object, PROPERTIES, "Get", List.of(DbusValue.of(interfaceName), DbusValue.of(name))))
                .getFirst();
        return answer instanceof DbusValue.Variant(DbusValue text) ? text.text() : answer.text();
    }

    /**
     * Starts a unit that has no file.
     *
     * @throws AlreadyExistsException if there is one of that name
     * @throws InvalidArgumentException for a property that this systemd does not know or take
     */
    public void start(String unit, List<UnitProperty> properties) {
        try {
            String result = finish(startedBy(unit, properties));
            if (!result.equals("done")) {
                reset(unit);
                throw new InternalException("start systemd unit %s: its start ended as \"%s\"".formatted(unit, result));
            }
        } catch (DbusException e) {
            throw translated("start systemd unit " + unit, e);
        }
    }

    private String startedBy(String unit, List<UnitProperty> properties) {
        DbusValue noOthers = new DbusValue.Array("(sa(sv))", List.of());
        DbusValue[] arguments = {
            DbusValue.of(unit), DbusValue.of(REPLACE), UnitProperty.array(properties), noOthers,
        };
        listen();
        try {
            return text("StartTransientUnit", arguments);
        } catch (DbusException e) {
            if (!e.name().equals(EXISTS)) {
                throw e;
            }
            // One that failed is kept for people to look at, until somebody says that they have.
            reset(unit);
            return text("StartTransientUnit", arguments);
        }
    }

    /** Changes properties of a running unit until it is stopped. */
    public void set(String unit, List<UnitProperty> properties) {
        try {
            call("SetUnitProperties", DbusValue.of(unit), DbusValue.of(true), UnitProperty.array(properties));
        } catch (DbusException e) {
            throw translated("set properties of systemd unit " + unit, e);
        }
    }

    /** Stops a unit, with all processes in it, and forgets it. Does nothing if there is none. */
    public void stop(String unit) {
        try {
            listen();
            finish(text("StopUnit", DbusValue.of(unit), DbusValue.of(REPLACE)));
        } catch (DbusException e) {
            if (!e.name().equals(NO_SUCH_UNIT)) {
                throw translated("stop systemd unit " + unit, e);
            }
        }
        reset(unit);
    }

    private void reset(String unit) {
        try {
            call("ResetFailedUnit", DbusValue.of(unit));
        } catch (DbusException e) {
            if (!e.name().equals(NO_SUCH_UNIT)) {
                throw translated("reset systemd unit " + unit, e);
            }
        }
    }

    /** Before the job is asked for: it may be done when the answer comes. */
    private void listen() {
        if (!listening) {
            bus.listen("type='signal',sender='%s',path='%s',interface='%s',member='%s'"
                    .formatted(SERVICE, OBJECT, MANAGER, JOB_REMOVED));
            call("Subscribe");
            listening = true;
        }
    }

    /** Calls a method that answers with an object. */
    private String text(String method, DbusValue... arguments) {
        return call(method, arguments).getFirst().text();
    }

    /** Waits for a job and returns how it ended. */
    private String finish(String job) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<DbusMessage> signal = bus.awaitSignal(Duration.ofNanos(deadline - System.nanoTime()));
            if (signal.isEmpty()) {
                throw new DeadlineExceededException(
                        "systemd has not finished its job %s within %d seconds".formatted(job, PATIENCE.toSeconds()));
            }
            // Its number, the job, the unit, the result.
            List<DbusValue> body = signal.get().body();
            if (signal.get().member().equals(JOB_REMOVED)
                    && body.size() == 4
                    && body.get(1).text().equals(job)) {
                return body.get(3).text();
            }
        }
    }

    private List<DbusValue> call(String method, DbusValue... arguments) {
        return bus.call(new DbusCall(SERVICE, OBJECT, MANAGER, method, List.of(arguments)));
    }

    private static EngineException translated(String attempt, DbusException e) {
        String text = "%s: %s".formatted(attempt, e.getMessage());
        return switch (e.name()) {
            case EXISTS -> new AlreadyExistsException(text, e);
            case NO_SUCH_UNIT -> new FailedPreconditionException(text, e);
            case "org.freedesktop.DBus.Error.AccessDenied",
                    "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired" ->
                new PermissionDeniedException(text, e);
            case "org.freedesktop.DBus.Error.InvalidArgs",
                    "org.freedesktop.DBus.Error.PropertyReadOnly",
                    "org.freedesktop.DBus.Error.UnknownProperty" -> new InvalidArgumentException(text, e);
            case "org.freedesktop.DBus.Error.ServiceUnknown",
                    "org.freedesktop.DBus.Error.NameHasNoOwner",
                    "org.freedesktop.DBus.Error.Spawn.ChildExited" ->
                new FailedPreconditionException(text + ": systemd does not answer on this bus", e);
            case "io.jdock.Error.Protocol" -> new UnavailableException(text, e);
            default -> new InternalException(text, e);
        };
    }

    @Override
    public void close() {
        bus.close();
    }
}
