package io.jdock.supervisor.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.jdock.api.containerd.events.v1.EventsGrpc;
import io.jdock.api.containerd.events.v1.ForwardRequest;
import io.jdock.api.containerd.events.v1.PublishRequest;
import io.jdock.api.containerd.events.v1.SubscribeRequest;
import io.jdock.api.containerd.types.Envelope;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.events.EventBus;
import io.jdock.supervisor.events.Subscription;
import io.jdock.supervisor.filters.Filter;
import io.jdock.supervisor.namespaces.Identifier;
import java.util.Optional;

/** The {@link EventBus} over gRPC. */
public final class EventsService extends EventsGrpc.EventsImplBase {

    private final EventBus events;

    public EventsService(EventBus events) {
        this.events = events;
    }

    @Override
    public void publish(PublishRequest request, StreamObserver<Empty> caller) {
        events.publish(CallNamespace.required(), foreign(request.getTopic(), request.getEvent()));
        Reply.done(caller);
    }

    @Override
    public void forward(ForwardRequest request, StreamObserver<Empty> caller) {
        Envelope envelope = request.getEnvelope();
        events.forward(new Event.Envelope(
                Times.instant(envelope.getTimestamp()),
                Identifier.check("namespace", envelope.getNamespace()),
                foreign(envelope.getTopic(), envelope.getEvent())));
        Reply.done(caller);
    }

    @Override
    public void subscribe(SubscribeRequest request, StreamObserver<Envelope> caller) {
        Filter filter = Filter.any(request.getFiltersList());
        Subscription subscription = events.subscribe(envelope -> filter.matches(EventMessages.fields(envelope)));
        ResponseStream.start("events", caller, answers -> {
            try (subscription) {
                answers.onCancel(subscription::close);
                Optional<Event.Envelope> next = subscription.next();
                while (next.isPresent()) {
                    answers.send(EventMessages.envelope(next.get()));
                    next = subscription.next();
                }
            }
        });
    }

    private static Event foreign(String topic, Any event) {
        if (!topic.startsWith("/") || topic.length() > 1024) {
            throw new InvalidArgumentException(
                    "publish event: topic \"%s\" must start with a slash and have at most 1024 characters"
                            .formatted(topic));
        }
        return new Event.Foreign(topic, event.getTypeUrl(), event.getValue().toByteArray());
    }
}
