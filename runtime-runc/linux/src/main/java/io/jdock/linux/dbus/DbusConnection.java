package io.jdock.linux.dbus;

import io.jdock.linux.Fd;
import io.jdock.linux.Readiness;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.StreamCalls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A connection to a bus. For one thread at a time; a virtual one does not hold its carrier while it waits.
 *
 * <p>Signals that arrive while an answer is awaited are kept, so none is lost between a call and {@link #awaitSignal}.
 */
public final class DbusConnection implements AutoCloseable {

    /** What other clients give a service, too. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final int CHUNK = 16 * 1024;

    /** The bus takes the user from the socket itself: no name is given. */
    private static final String HANDSHAKE = "\0AUTH EXTERNAL\r\nDATA\r\n";

    private final Fd socket;
    private final Queue<DbusMessage> signals = new ArrayDeque<>();
    private byte[] unread = {};
    private int serial;

    private DbusConnection(Fd socket) {
        this.socket = socket;
    }

    /**
     * Connects and says hello.
     *
     * @param path the bus's socket
     * @throws io.jdock.linux.ErrnoException ENOENT without such a socket, ECONNREFUSED if nobody listens
     * @throws DbusException if the bus does not let us in
     */
    public static DbusConnection open(String path) {
        DbusConnection connection = new DbusConnection(SocketCalls.connect(path));
        try {
            connection.authenticate();
            connection.call(DbusCall.ofBus("Hello"));
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void authenticate() {
        send(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
        String line;
        do {
            line = line();
            if (line.startsWith("REJECTED") || line.startsWith("ERROR")) {
                throw DbusException.protocol("the bus refuses us: " + line);
            }
        } while (!line.startsWith("OK "));
        send("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private String line() {
        long deadline = deadline(PATIENCE);
        while (true) {
            for (int i = 0; i + 1 < unread.length; i++) {
                if (unread[i] == '\r' && unread[i + 1] == '\n') {
                    String line = new String(unread, 0, i, StandardCharsets.US_ASCII);
                    unread = Arrays.copyOfRange(unread, i + 2, unread.length);
                    return line;
                }
            }
            if (unread.length > CHUNK || !fill(deadline)) {
                throw DbusException.protocol("the bus does not answer");
            }
        }
    }

    /**
     * Calls a method and waits for its answer.
     *
     * @return what it returns
     * @throws DbusException if the answer is an error, or none comes within 25 seconds
     */
    public List<DbusValue> call(DbusCall call) {
        int asked = ++serial;
        send(DbusMessage.call(asked, call).encode());
        long deadline = deadline(PATIENCE);
        while (true) {
            DbusMessage message =
                    receive(deadline).orElseThrow(() -> DbusException.protocol(call + ": no answer within 25 seconds"));
            if (message.type() == DbusMessage.SIGNAL) {
                signals.add(message);
            } else if (message.replySerial() == asked && message.type() == DbusMessage.ERROR) {
                throw new DbusException(message.errorName(), message.errorText());
            } else if (message.replySerial() == asked && message.type() == DbusMessage.REPLY) {
                return message.body();
            }
        }
    }

    /** Asks for signals. @param rule which, as in {@code type='signal',member='JobRemoved'} */
    public void listen(String rule) {
        call(DbusCall.ofBus("AddMatch", DbusValue.of(rule)));
    }

    /** The next signal, in the order of their arrival; nothing if none arrives in time. */
    public Optional<DbusMessage> awaitSignal(Duration atMost) {
        long deadline = deadline(atMost);
        while (signals.isEmpty()) {
            Optional<DbusMessage> message = receive(deadline);
            if (message.isEmpty() || message.get().type() == DbusMessage.SIGNAL) {
                return message;
            }
        }
        return Optional.of(signals.remove());
    }

    private void send(byte[] bytes) {
        StreamCalls.write(socket, bytes, 0, bytes.length);
    }

    private Optional<DbusMessage> receive(long deadline) {
        while (unread.length < DbusMessage.PREAMBLE || unread.length < DbusMessage.length(unread)) {
            if (!fill(deadline)) {
                return Optional.empty();
            }
        }
        return Optional.of(take(DbusMessage.length(unread)));
    }

    private DbusMessage take(int length) {
        DbusMessage message = DbusMessage.decode(Arrays.copyOf(unread, length));
        unread = Arrays.copyOfRange(unread, length, unread.length);
        return message;
    }

    /** Reads on; false if nothing came in time. */
    private boolean fill(long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || !Readiness.awaitReadable(Duration.ofNanos(left), socket)) {
            return false;
        }
        byte[] more = StreamCalls.read(socket, CHUNK);
        if (more.length == 0) {
            throw DbusException.protocol("the bus has closed the connection");
        }
        int before = unread.length;
        unread = Arrays.copyOf(unread, before + more.length);
        System.arraycopy(more, 0, unread, before, more.length);
        return true;
    }

    private static long deadline(Duration atMost) {
        return System.nanoTime() + atMost.toNanos();
    }

    @Override
    public void close() {
        socket.close();
    }
}
