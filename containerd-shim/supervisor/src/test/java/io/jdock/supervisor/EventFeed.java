package io.jdock.supervisor;

import io.grpc.stub.BlockingClientCall;
import io.jdock.api.containerd.events.v1.PublishRequest;
import io.jdock.api.containerd.events.v1.SubscribeRequest;
import io.jdock.api.containerd.types.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Events that match a filter, from the moment this was opened. */
final class EventFeed implements AutoCloseable {

    private static final String MARK = "/test/mark";
    private static final long PATIENCE_MILLIS = 50;

    private final Client client;
    private final BlockingClientCall<?, Envelope> call;

    private EventFeed(Client client, BlockingClientCall<?, Envelope> call) {
        this.client = client;
        this.call = call;
    }

    /** Returns once no event can be missed. */
    static EventFeed open(Client client, String filter) throws Exception {
        EventFeed feed = new EventFeed(
                client,
                client.events.subscribe(SubscribeRequest.newBuilder()
                        .addFilters(filter)
                        .addFilters("topic==" + MARK)
                        .build()));
        // The call says nothing when it has begun, so an event of our own has to.
        boolean begun = false;
        while (!begun) {
            begun = feed.hasSeenMark();
        }
        return feed;
    }

    /** The topics of the next events. */
    List<String> topics(int count) throws Exception {
        List<String> topics = new ArrayList<>();
        while (topics.size() < count) {
            String topic = call.read().getTopic();
            if (!topic.equals(MARK)) {
                topics.add(topic);
            }
        }
        return topics;
    }

    /** The topics of the next events up to this one, repetitions of one after another left out. */
    List<String> topicsUntil(String last) throws Exception {
        List<String> topics = new ArrayList<>();
        while (topics.isEmpty() || !topics.getLast().equals(last)) {
            String next = topics(1).getFirst();
            if (topics.isEmpty() || !topics.getLast().equals(next)) {
                topics.add(next);
            }
        }
        return topics;
    }

    private boolean hasSeenMark() throws Exception {
        client.events.publish(PublishRequest.newBuilder().setTopic(MARK).build());
        try {
            return call.read(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) != null;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        call.cancel("seen", null);
    }
}
