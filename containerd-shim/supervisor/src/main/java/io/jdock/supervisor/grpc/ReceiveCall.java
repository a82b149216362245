package io.jdock.supervisor.grpc;

import io.jdock.api.supervisor.v1.ReceiveRequest;
import io.jdock.api.supervisor.v1.ReceiveRequest.Start;
import io.jdock.api.supervisor.v1.ReceiveResponse;
import io.jdock.concurrent.Threads;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.supervisor.received.NewFile;
import io.jdock.supervisor.received.ReceivedTrees;
import io.jdock.supervisor.received.Reception;
import io.jdock.supervisor.registry.WebFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;

/** A call that brings files and keeps them until it ends. */
final class ReceiveCall {

    private static final int FETCHED_MODE = 0600;

    /** Name in the tree of a file that has none: it does not matter where that gets one by what it is copied to. */
    private static final String NAMELESS = "file";

    private final RequestStream<ReceiveRequest> requests;
    private final ResponseStream<ReceiveResponse> answers;

    ReceiveCall(RequestStream<ReceiveRequest> requests, ResponseStream<ReceiveResponse> answers) {
        this.requests = requests;
        this.answers = answers;
    }

    /** Runs the call to its end. When this returns or throws nothing of the files is left, but for what goes in the background. */
    void run(ReceivedTrees trees) throws InterruptedException {
        answers.onCancel(Thread.currentThread()::interrupt);
        Start start = requests.next()
                .filter(ReceiveRequest::hasStart)
                .orElseThrow(() -> new InvalidArgumentException("receive: the first message does not say what comes"))
                .getStart();
        try (Reception reception = trees.begin()) {
            String name = receive(start, reception);
            answers.send(ReceiveResponse.newBuilder()
                    .setKey(reception.key())
                    .setName(name)
                    .build());
            if (requests.next().isPresent()) {
                throw new InvalidArgumentException("receive: there is a message after the last piece");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("receive: " + e.getMessage(), e);
        }
    }

    /** Returns the name of a file. */
    private String receive(Start start, Reception reception) throws IOException {
        var bytes = new MessageBytes<>(requests, ReceiveRequest::getData, ReceiveRequest::getComplete);
        String name = switch (start.getKind()) {
            case KIND_ARCHIVE -> archive(start, reception, bytes);
            case KIND_FILE -> file(start, reception, bytes);
            case KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new InvalidArgumentException("receive: kind %d is unknown".formatted(start.getKindValue()));
        };
        // What an archiver writes after the end of an archive.
        bytes.skip(Long.MAX_VALUE);
        if (!bytes.isComplete()) {
            throw new InvalidArgumentException("receive: the last piece is missing");
        }
        return name;
    }

    private String archive(Start start, Reception reception, InputStream pieces) throws IOException {
        if (!start.getChecksum().isEmpty()) {
            throw new InvalidArgumentException("receive: only a file has a checksum");
        }
        if (start.getUrl().isEmpty()) {
            Threads.runOnPlatformThread("receive", () -> reception.unpack(pieces));
            return "";
        }
        // Stored first: an interrupt ends the reading of the web on this virtual thread alone.
        try (WebFile file = WebFile.open(start.getUrl(), start.getProxiesMap());
                OutputStream staged = Files.newOutputStream(reception.staging())) {
            file.transferTo(staged);
        }
        Threads.runOnPlatformThread("receive", reception::unpackStaged);
        return "";
    }

    private String file(Start start, Reception reception, InputStream pieces) throws IOException {
        var checksum = NewFile.checksum(start.getChecksum());
        if (start.getUrl().isEmpty()) {
            NewFile file = new NewFile(start.getName(), start.getMode(), Optional.empty(), checksum);
            reception.store(file, pieces);
            return file.name();
        }
        try (WebFile source = WebFile.open(start.getUrl(), start.getProxiesMap())) {
            String name = start.getName().isEmpty() ? source.name().orElse("") : start.getName();
            Instant modified = source.lastModified().orElse(Instant.EPOCH);
            String stored = name.isEmpty() ? NAMELESS : name;
            reception.store(new NewFile(stored, FETCHED_MODE, Optional.of(modified), checksum), source);
            return name;
        }
    }
}
