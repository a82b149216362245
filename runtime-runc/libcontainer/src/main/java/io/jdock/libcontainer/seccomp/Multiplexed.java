package io.jdock.libcontainer.seccomp;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls that i386 also has in another form, as an operation of one call for many: {@code socketcall} and {@code ipc}.
 *
 * <p>The arguments of the operation are in memory, where no filter sees them.
 *
 * @param call the name of the call for many
 * @param operation its first argument
 * @see <a href="https://man7.org/linux/man-pages/man2/socketcall.2.html">socketcall(2)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/ipc.2.html">ipc(2)</a>
 */
record Multiplexed(String call, int operation) {

    private static final Map<String, Multiplexed> BY_NAME = new HashMap<>();

    static {
        // In the order of their numbers.
        put("socketcall", 1, "socket", "bind", "connect", "listen", "accept", "getsockname", "getpeername");
        put("socketcall", 8, "socketpair", "send", "recv", "sendto", "recvfrom", "shutdown", "setsockopt");
        put("socketcall", 15, "getsockopt", "sendmsg", "recvmsg", "accept4", "recvmmsg", "sendmmsg");
        put("ipc", 1, "semop", "semget", "semctl", "semtimedop");
        put("ipc", 11, "msgsnd", "msgrcv", "msgget", "msgctl");
        put("ipc", 21, "shmat", "shmdt", "shmget", "shmctl");
    }

    private static void put(String call, int first, String... names) {
        for (int i = 0; i < names.length; i++) {
            BY_NAME.put(names[i], new Multiplexed(call, first + i));
        }
    }

    /** The other form of the call with this name, if i386 has one. */
    static @Nullable Multiplexed find(String name) {
        return BY_NAME.get(name);
    }

    Condition condition() {
        return new Condition(0, Comparison.EQUAL, 0xffffffffL, operation, true);
    }
}
