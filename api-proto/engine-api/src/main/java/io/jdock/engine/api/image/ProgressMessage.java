package io.jdock.engine.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One message of the stream that tells how a pull, load, push or build goes on.
 *
 * @param stream text as it is, of loads and builds
 * @param id the layer's or tag's short name
 * @param aux for programs: what came of it
 * @param error copy of {@code errorDetail.message}, which many clients still read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProgressMessage(
        @JsonProperty("stream") @Nullable String stream,
        @JsonProperty("status") @Nullable String status,
        @JsonProperty("progressDetail") @Nullable Detail progressDetail,
        @JsonProperty("id") @Nullable String id,
        @JsonProperty("aux") @Nullable Object aux,
        @JsonProperty("errorDetail") @Nullable Problem errorDetail,
        @JsonProperty("error") @Nullable String error) {

    /** How far it is, in bytes; both null when unknown. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Detail(
            @JsonProperty("current") @Nullable Long current,
            @JsonProperty("total") @Nullable Long total) {}

    /** Why it failed; ends the stream. @param code of the program that failed; null when it was none */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Problem(
            @JsonProperty("code") @Nullable Integer code,
            @JsonProperty("message") String message) {}

    /** The image that a build, or one of its stages, has made. */
    public record Built(@JsonProperty("ID") String id) {}

    public static ProgressMessage text(String text) {
        return new ProgressMessage(text, null, null, null, null, null, null);
    }

    public static ProgressMessage status(String status) {
        return new ProgressMessage(null, status, null, null, null, null, null);
    }

    /** Something that concerns {@code id} and has no measure. */
    public static ProgressMessage status(String status, String id) {
        return new ProgressMessage(null, status, new Detail(null, null), id, null, null, null);
    }

    public static ProgressMessage measured(String status, String id, long current, long total) {
        return new ProgressMessage(null, status, new Detail(current, total), id, null, null, null);
    }

    /** What came of it; a record with names of its own. */
    public static ProgressMessage result(Object aux) {
        return new ProgressMessage(null, null, new Detail(null, null), null, aux, null, null);
    }

    public static ProgressMessage built(String id) {
        return new ProgressMessage(null, null, null, null, new Built(id), null, null);
    }

    public static ProgressMessage error(String message) {
        return new ProgressMessage(null, null, null, null, null, new Problem(null, message), message);
    }

    /** A program failed. @param code its exit status */
    public static ProgressMessage error(int code, String message) {
        return new ProgressMessage(null, null, null, null, null, new Problem(code, message), message);
    }
}
