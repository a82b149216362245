package io.jdock.libcontainer.systemd;

import io.jdock.concurrent.Threads;
import io.jdock.linux.dbus.DbusMessage;
import io.jdock.linux.dbus.DbusValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A bus with a systemd on it that remembers what it is told and does nothing of it. It tells the end of a job before it answers
 * the call that made it, as a fast systemd does.
 */
public final class FakeSystemd implements AutoCloseable {

    private static final String SYSTEMD = "org.freedesktop.systemd1";

    private final ServerSocketChannel listener;
    private final SystemdBus bus;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, DbusValue>> units = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private volatile String result = "done";

    private FakeSystemd(ServerSocketChannel listener, SystemdBus bus) {
        this.listener = listener;
        this.bus = bus;
    }

    /** @param directory for its socket */
    public static FakeSystemd start(Path directory) {
        Path socket = directory.resolve("systemd-bus");
        try {
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(socket));
            FakeSystemd fake = new FakeSystemd(listener, new SystemdBus(socket, directory));
            Threads.startVirtual("fake-systemd", fake::accept);
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SystemdBus bus() {
        return bus;
    }

    /** The methods that were called, but for those that only prepare. */
    public List<String> calls() {
        return calls;
    }

    /** The properties that a unit has by now; none if there is no such unit. */
    public Map<String, DbusValue> properties(String unit) {
        return units.getOrDefault(unit, Map.of());
    }

    /** Lets a method fail once. @param error as in {@code UnitExists} */
    void failOnce(String method, String error) {
        failures.put(method, error);
    }

    void endJobsAs(String other) {
        result = other;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                Threads.startVirtual("fake-systemd-client", () -> serve(client));
            }
        } catch (AsynchronousCloseException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            InputStream in = Channels.newInputStream(client);
            OutputStream out = Channels.newOutputStream(client);
            in.readNBytes("\0AUTH EXTERNAL\r\nDATA\r\n".length());
            out.write("DATA\r\nOK 0123456789abcdef\r\n".getBytes());
            in.readNBytes("BEGIN\r\n".length());
            for (Optional<DbusMessage> call = read(in); call.isPresent(); call = read(in)) {
                for (DbusMessage each : answer(call.get())) {
                    out.write(each.encode());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<DbusMessage> read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(DbusMessage.PREAMBLE);
        if (start.length == 0) {
            return Optional.empty();
        }
        byte[] whole = Arrays.copyOf(start, DbusMessage.length(start));
        in.readNBytes(whole, start.length, whole.length - start.length);
        return Optional.of(DbusMessage.decode(whole));
    }

    private List<DbusMessage> answer(DbusMessage call) {
        String failure = failures.remove(call.member());
        if (failure != null) {
            calls.add(call.member() + " -> " + failure);
            return List.of(error(call, failure));
        }
        return switch (call.member()) {
            case "Hello" -> List.of(reply(call, DbusValue.of(":1.1")));
            case "AddMatch", "Subscribe" -> List.of(reply(call));
            case "Get" -> List.of(reply(call, new DbusValue.Variant(DbusValue.of(property(call)))));
            case "GetUnit" ->
                List.of(
                        units.containsKey(call.body().getFirst().text())
                                ? reply(call, new DbusValue.Text('o', "/unit"))
                                : error(call, "NoSuchUnit"));
            default -> answerToManager(call);
        };
    }

    private static String property(DbusMessage call) {
        return call.body().get(1).text().equals("Version") ? "252.38-1~deb12u1" : "active";
    }

    private List<DbusMessage> answerToManager(DbusMessage call) {
        String unit = call.body().getFirst().text();
        calls.add(call.member() + " " + unit);
        switch (call.member()) {
            case "StartTransientUnit", "SetUnitProperties" ->
                units.computeIfAbsent(unit, _ -> new ConcurrentHashMap<>()).putAll(properties(call));
            default -> {
                if (units.remove(unit) == null) {
                    return List.of(error(call, "NoSuchUnit"));
                }
            }
        }
        if (!call.member().startsWith("St")) {
            return List.of(reply(call));
        }
        String job = "/org/freedesktop/systemd1/job/" + call.serial();
        return List.of(
                removed("/org/freedesktop/systemd1/job/0", "failed"),
                removed(job, result),
                reply(call, new DbusValue.Text('o', job)));
    }

    private static Map<String, DbusValue> properties(DbusMessage call) {
        Map<String, DbusValue> properties = new LinkedHashMap<>();
        for (DbusValue each : ((DbusValue.Array) call.body().get(2)).elements()) {
            List<DbusValue> pair = new ArrayList<>(((DbusValue.Struct) each).members());
            properties.put(pair.getFirst().text(), ((DbusValue.Variant) pair.get(1)).value());
        }
        return properties;
    }

    private static DbusMessage removed(String job, String result) {
        return new DbusMessage(
                DbusMessage.SIGNAL,
                1,
                0,
                "/org/freedesktop/systemd1",
                SYSTEMD + ".Manager",
                "JobRemoved",
                "",
                "",
                List.of(
                        DbusValue.uint32(1),
                        new DbusValue.Text('o', job),
                        DbusValue.of("x.scope"),
                        DbusValue.of(result)));
    }

    private static DbusMessage reply(DbusMessage call, DbusValue... values) {
        return new DbusMessage(DbusMessage.REPLY, 1, call.serial(), "", "", "", "", "", List.of(values));
    }

    private static DbusMessage error(DbusMessage call, String name) {
        return new DbusMessage(
                DbusMessage.ERROR,
                1,
                call.serial(),
                "",
                "",
                "",
                name.contains(".") ? name : SYSTEMD + "." + name,
                "",
                List.of(DbusValue.of(name + " it is")));
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
