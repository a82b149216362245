package io.jdock.supervisor.grpc;

import com.google.protobuf.ByteString;
import io.jdock.api.supervisor.v1.AttachRequest;
import io.jdock.api.supervisor.v1.AttachResponse;
import io.jdock.concurrent.Threads;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.stdio.Attachment;
import io.jdock.supervisor.stdio.StdioHub;
import io.jdock.supervisor.tasks.ProcessId;
import io.jdock.supervisor.tasks.Tasks;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One client attached to one process. Its output is sent on the call's own thread; its input is read on a second one, since
 * either may have to wait for the process.
 */
final class AttachCall {

    private static final AttachResponse ATTACHED = AttachResponse.newBuilder()
            .setAttached(AttachResponse.Attached.getDefaultInstance())
            .build();

    private final RequestStream<AttachRequest> requests;
    private final ResponseStream<AttachResponse> answers;
    private final AtomicReference<@Nullable RuntimeException> inputFailure = new AtomicReference<>();

    AttachCall(RequestStream<AttachRequest> requests, ResponseStream<AttachResponse> answers) {
        this.requests = requests;
        this.answers = answers;
    }

    void run(Tasks tasks, String namespace) throws InterruptedException {
        AttachRequest.Start start = requests.next()
                .filter(AttachRequest::hasStart)
                .orElseThrow(() -> new InvalidArgumentException("attach: the first message must be start"))
                .getStart();
        ProcessId id = new ProcessId(new ContainerKey(namespace, start.getContainerId()), start.getExecId());
        StdioHub stdio = tasks.stdio(id);
        try (Attachment output = stdio.attach(start.getStdout(), start.getStderr())) {
            answers.onCancel(output::close);
            answers.send(ATTACHED);
            if (start.getStdout() || start.getStderr()) {
                Threads.startVirtual("stdin of " + id, () -> feedOrFail(id, start, stdio, output));
                forward(output);
            } else {
                feed(id, start, stdio);
            }
        }
        throwInputFailure();
    }

    private void forward(Attachment output) throws InterruptedException {
        Optional<Attachment.Output> next = output.next();
        while (next.isPresent()) {
            answers.send(message(next.get()));
            next = output.next();
        }
    }

    /** A failure ends the call; a client that just goes away leaves stdin open for the next one. */
    private void feedOrFail(ProcessId id, AttachRequest.Start start, StdioHub stdio, Attachment output) {
        try {
            feed(id, start, stdio);
        } catch (InterruptedException | CanceledException e) {
            output.close();
        } catch (RuntimeException e) {
            inputFailure.set(e);
            output.close();
        }
    }

    private void feed(ProcessId id, AttachRequest.Start start, StdioHub stdio) throws InterruptedException {
        Optional<AttachRequest> request = requests.next();
        while (request.isPresent()) {
            if (!start.getStdin()) {
                throw new InvalidArgumentException("attach to %s: input without stdin".formatted(id));
            }
            switch (request.get().getMessageCase()) {
                case STDIN -> stdio.writeStdin(request.get().getStdin().toByteArray());
                case CLOSE_STDIN -> stdio.closeStdin();
                case START, MESSAGE_NOT_SET ->
                    throw new InvalidArgumentException("attach to %s: expected stdin or close_stdin".formatted(id));
            }
            request = requests.next();
        }
    }

    private void throwInputFailure() {
        RuntimeException failure = inputFailure.get();
        if (failure != null) {
            throw failure;
        }
    }

    private static AttachResponse message(Attachment.Output output) {
        var stream = switch (output.stream()) {
            case STDOUT -> AttachResponse.Output.Stream.STREAM_STDOUT;
            case STDERR -> AttachResponse.Output.Stream.STREAM_STDERR;
        };
        return AttachResponse.newBuilder()
                .setOutput(AttachResponse.Output.newBuilder()
                        .setStream(stream)
                        .setData(ByteString.copyFrom(output.data())))
                .build();
    }
}
