package io.jdock.shim;

import io.jdock.errdefs.InternalException;
import io.jdock.linux.IgnoredSignals;
import io.jdock.linux.PidFd;
import io.jdock.linux.Signal;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Program;
import io.jdock.linux.trampoline.Keeper;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.linux.trampoline.Link;
import io.jdock.linux.trampoline.Trampoline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts one shim. */
final class Spawn {

    private final ShimRequest request;

    Spawn(ShimRequest request) {
        this.request = request;
    }

    Launch run() {
        Trampoline trampoline = spawnTrampoline();
        ShimRecord record = ShimRecord.of(trampoline.pid(), request);
        Shim shim = new Shim(request.directory(), record, Optional.of(trampoline.process()));
        try {
            // Recorded first: before it has its orders the shim dies with us, afterwards our successor must find it.
            record.write(request.directory());
            orders(trampoline.link());
            int pid = shim.initPid().orElseThrow(() -> new InternalException("start launcher: it ended at once"));
            return new Launch(shim, new Launcher(pid, trampoline.link(), new Keeper.Shim()));
        } catch (RuntimeException e) {
            undo(trampoline);
            throw e;
        }
    }

    private Trampoline spawnTrampoline() {
        List<String> arguments = List.of("jdock-shim", request.id());
        return switch (request.pidNamespace()) {
            case PidNamespace.New _ -> Trampoline.spawnInNewPidNamespace(arguments, Map.of());
            case PidNamespace.Host _, PidNamespace.OfRuntime _ -> Trampoline.spawn(arguments, Map.of());
            case PidNamespace.Joined(PidFd member, long _) ->
                Trampoline.spawn(arguments, Map.of(ShimFds.INHERITED_TARGET, member.fd()));
        };
    }

    /** Sends the shim its batch, and waits for the two answers: 8 bytes from the shim, and the reply of the launcher. */
    private void orders(Link link) {
        Batch batch = ShimProgram.of(request, IgnoredSignals.now());
        Program program = link.send(batch);
        boolean shimAnswered = false;
        boolean launcherAnswered = false;
        while (!shimAnswered || !launcherAnswered) {
            byte[] message = link.receive(program.replyLength())
                    .orElseThrow(() -> new InternalException("start shim %s: it ended".formatted(request.id())));
            if (message.length == Long.BYTES) {
                shimAnswered = true;
            } else {
                program.reply(message).requireDone();
                launcherAnswered = true;
            }
        }
    }

    private void undo(Trampoline trampoline) {
        trampoline.process().signal(Signal.KILL.number());
        trampoline.process().reap();
        trampoline.close();
        try {
            Files.deleteIfExists(request.directory().resolve(ShimRecord.NAME));
        } catch (IOException e) {
            throw new UncheckedIOException("remove the record of shim " + request.id(), e);
        }
    }
}
