package io.jdock.engine.api.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.jdock.engine.api.json.Until;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the engine.
 *
 * @param status and {@code id}, {@code from}: repeat action, actor and image for clients below 1.52, of containers and images only
 * @param type {@code container}, {@code image}, {@code network}, …
 * @param time UNIX seconds
 * @param timeNano UNIX nanoseconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventMessage(
        @Until(51) @JsonProperty("status") @Nullable String status,
        @Until(51) @JsonProperty("id") @Nullable String id,
        @Until(51) @JsonProperty("from") @Nullable String from,
        String type,
        String action,
        Actor actor,
        @JsonProperty("scope") String scope,
        @JsonProperty("time") long time,
        @JsonProperty("timeNano") long timeNano) {

    /** What it happened to. */
    public record Actor(@JsonProperty("ID") String id, Map<String, String> attributes) {}

    /** An event of this engine. */
    public static EventMessage of(
            String type, String action, String actorId, Map<String, String> attributes, Instant when) {
        boolean container = type.equals("container");
        boolean repeated = container || type.equals("image");
        long nanos = TimeUnit.SECONDS.toNanos(when.getEpochSecond()) + when.getNano();
        return new EventMessage(
                repeated ? action : null,
                repeated ? actorId : null,
                container ? attributes.get("image") : null,
                type,
                action,
                new Actor(actorId, Map.copyOf(attributes)),
                "local",
                when.getEpochSecond(),
                nanos);
    }
}
