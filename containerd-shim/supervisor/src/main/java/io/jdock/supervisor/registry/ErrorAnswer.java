package io.jdock.supervisor.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a failed call.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes">Error codes</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ErrorAnswer(List<Item> errors) {

    ErrorAnswer(@Nullable List<Item> errors) {
        this.errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /** @param code such as {@code MANIFEST_UNKNOWN} */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Item(String code, String message) {

        Item(@Nullable String code, @Nullable String message) {
            this.code = code == null ? "" : code;
            this.message = message == null ? "" : message;
        }
    }
}
