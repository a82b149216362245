package io.jdock.runc.criu;

import static io.jdock.linux.batch.FileSteps.closeRange;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.FileSteps.setCloseOnExec;
import static io.jdock.linux.batch.FileSteps.statx;
import static io.jdock.linux.batch.ProcessSteps.defaultAction;
import static io.jdock.linux.batch.ProcessSteps.execve;
import static io.jdock.linux.batch.ProcessSteps.unblockAllSignals;
import static io.jdock.linux.batch.StreamSteps.socketPair;

import io.jdock.errdefs.InternalException;
import io.jdock.linux.At;
import io.jdock.linux.Ending;
import io.jdock.linux.Fd;
import io.jdock.linux.FileStatus;
import io.jdock.linux.IgnoredSignals;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Signal;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.FileSteps;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Link;
import io.jdock.linux.trampoline.Trampoline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A criu that does one thing for us: {@code criu swrk}, a child of ours that takes a request over a socket, tells of the points
 * that it comes to, waits at each for an answer, and ends with its reply.
 *
 * <p>It ends with us: a socket that is closed is a refusal to it.
 */
public final class Session implements AutoCloseable {

    /** The number of its end of the socket. */
    private static final int SOCKET = 3;

    /** The numbers of its directories. */
    static final int IMAGES = 4;

    static final int WORK = 5;

    /** The first number beyond those. */
    public static final int FIRST_INHERITED = 6;

    /** Where descriptors are until those below are as they are to be: our end of the socket, those that it inherits. */
    private static final int PARKED = Trampoline.SOCKET + 1;

    private static final int FIRST_PARKED = PARKED + 2;

    private static final int STREAMS = 3;
    private static final int STATX_SIZE = 256;
    private static final int LARGEST_ANSWER = 40 * 1024;
    private static final long LAST_DESCRIPTOR = 0xffffffffL;

    private final Trampoline process;
    private final Fd socket;
    private @Nullable Ending ending;

    private Session(Trampoline process, Fd socket) {
        this.process = process;
        this.socket = socket;
    }

    /** One that works with no files. */
    static Session query(String path) {
        return start(path, Optional.empty(), List.of(), true, new Batch());
    }

    static Session start(String path, Optional<WorkFiles> files, List<Fd> inherited, boolean quiet, Batch before) {
        Map<Integer, Fd> parked = new TreeMap<>();
        inherited.forEach(descriptor -> parked.put(FIRST_PARKED + parked.size(), descriptor));
        Trampoline process = Trampoline.spawn(List.of("criu", "swrk"), parked);
        try {
            prepare(process.link(), files, before);
            Session session = new Session(process, process.process().take(PARKED));
            session.become(path, inherited.size(), quiet);
            return session;
        } catch (RuntimeException e) {
            process.process().signal(Signal.KILL.number());
            process.process().reap();
            process.close();
            throw e;
        }
    }

    /**
     * It makes the socket and opens the directories itself: criu goes by who made the socket to find descriptors, and can mount
     * nothing in a directory that was opened in another mount namespace.
     */
    private static void prepare(Link link, Optional<WorkFiles> files, Batch batch) {
        batch.add(closeRange(SOCKET, Trampoline.SOCKET - 1));
        // They get the two lowest numbers.
        batch.add(socketPair(), dup3(Arg.fd(SOCKET + 1), PARKED, OpenFlags.CLOEXEC));
        // Not close-on-exec, which no call but this takes away, and twice more to keep the numbers of the directories.
        batch.add(dup3(Arg.fd(SOCKET), PARKED + 1), dup3(Arg.fd(PARKED + 1), SOCKET));
        batch.add(dup3(Arg.fd(SOCKET), IMAGES), dup3(Arg.fd(SOCKET), WORK));
        List<Block> opened = new ArrayList<>();
        if (files.isPresent()) {
            opened.add(addDirectory(batch, files.get().images(), IMAGES));
            opened.add(addDirectory(batch, files.get().work(), WORK));
        }
        Reply reply = link.call(batch);
        if (files.isPresent()) {
            files.get().images().requireSame(FileStatus.parse(reply.content(opened.getFirst())));
            files.get().work().requireSame(FileStatus.parse(reply.content(opened.getLast())));
        }
    }

    private static Block addDirectory(Batch batch, ImageDirectory directory, int number) {
        Slot opened = new Slots().next("directory of criu");
        Block status = Block.zeroed(STATX_SIZE).returned();
        batch.add(openat(FileSteps.CWD, directory.path().toString(), OpenFlags.RDONLY | OpenFlags.DIRECTORY, 0)
                .into(opened));
        batch.add(statx(opened, "", At.EMPTY_PATH, status), dup3(opened, number), FileSteps.close(opened));
        return status;
    }

    private void become(String path, int inherited, boolean quiet) {
        Batch batch = new Batch();
        for (int i = 0; i < inherited; i++) {
            batch.add(dup3(Arg.fd(FIRST_PARKED + i), FIRST_INHERITED + i));
        }
        batch.add(setCloseOnExec(Arg.fd(Trampoline.SOCKET)), closeRange(PARKED, LAST_DESCRIPTOR));
        if (quiet) {
            addNullStreams(batch);
        }
        IgnoredSignals.now().forEach(signal -> batch.add(defaultAction(signal)));
        batch.add(unblockAllSignals());
        batch.add(execve(path, List.of("criu", "swrk", Integer.toString(SOCKET)), environment())
                .named("exec " + path));
        var program = process.link().send(batch);
        process.link().receive(program).ifPresent(reply -> reply.requireDone());
    }

    private static void addNullStreams(Batch batch) {
        Slot opened = new Slots().next("/dev/null");
        batch.add(openat(FileSteps.CWD, "/dev/null", OpenFlags.RDWR, 0).into(opened));
        for (int i = 0; i < STREAMS; i++) {
            batch.add(dup3(opened, i));
        }
        batch.add(FileSteps.close(opened));
    }

    /** It runs programs: tar, iptables. */
    private static List<String> environment() {
        return System.getenv().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    /** Its number in our pid namespace. */
    public int pid() {
        return process.pid();
    }

    /** Asks what is answered at once. */
    Answer ask(Request request) {
        SocketCalls.send(socket, request.bytes());
        Answer answer = receive().orElseThrow(this::ended);
        if (!answer.success()) {
            throw failure(answer);
        }
        return answer;
    }

    /**
     * Has it do something, to the end.
     *
     * @param points told of each point that it comes to; throws to have it give up
     * @throws InternalException if it fails, or what {@code points} threw
     */
    public void perform(Request request, Consumer<Notice> points) {
        SocketCalls.send(socket, request.bytes());
        RuntimeException refusal = null;
        Optional<Answer> answer = receive();
        while (answer.isPresent()
                && answer.get().kind() == Kind.NOTIFY
                && answer.get().success()) {
            Notice notice = answer.get().notice();
            refusal = refusal == null ? refusal(notice, points) : refusal;
            if (refusal != null && notice.isTooLateToRefuse()) {
                // It would go on, or wait for ever for processes that are gone and that it holds itself.
                process.process().signal(Signal.KILL.number());
                break;
            }
            // It still has to undo what it did: the socket stays open for what it says about that.
            SocketCalls.send(socket, Request.answer(refusal == null).bytes());
            answer = receive();
        }
        if (refusal != null) {
            awaitEnd();
            throw refusal;
        }
        requireSuccess(request.kind(), answer.orElseThrow(this::ended));
    }

    private void requireSuccess(Kind asked, Answer answer) {
        if (!answer.success()) {
            throw failure(answer);
        }
        // Having saved memory it waits for more to do, and takes our going for a failure.
        Ending end = awaitEnd();
        if (!end.isSuccess() && asked != Kind.PRE_DUMP) {
            throw new InternalException("criu failed: " + end.text());
        }
    }

    private static @Nullable RuntimeException refusal(Notice notice, Consumer<Notice> points) {
        try {
            points.accept(notice);
            return null;
        } catch (RuntimeException e) {
            return e;
        } finally {
            notice.descriptor().ifPresent(Fd::close);
        }
    }

    /** Nothing once it has ended. */
    private Optional<Answer> receive() {
        SocketCalls.Received received = SocketCalls.receive(socket, LARGEST_ANSWER);
        return received.bytes().length == 0
                ? Optional.empty()
                : Optional.of(Answer.parse(received.bytes(), received.descriptor()));
    }

    private InternalException ended() {
        return new InternalException("criu failed: " + awaitEnd().text());
    }

    private static InternalException failure(Answer answer) {
        return new InternalException("criu failed: type %s errno %d".formatted(answer.kind(), answer.errno()));
    }

    private Ending awaitEnd() {
        socket.close();
        if (ending == null) {
            ending = process.process().awaitEnding();
        }
        return ending;
    }

    /** Waits for its end, which is near. */
    @Override
    public void close() {
        process.link().close();
        awaitEnd();
        process.process().close();
    }
}
