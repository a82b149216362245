package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How one step of the image was made; for people to read, nothing is decided by it.
 *
 * @param created RFC 3339 text as found, or empty
 * @param emptyLayer whether the step left no layer
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record HistoryEntry(
        String created,
        @JsonProperty("created_by") String createdBy,
        String author,
        String comment,
        @JsonProperty("empty_layer") boolean emptyLayer) {

    public HistoryEntry(
            @Nullable String created,
            @Nullable String createdBy,
            @Nullable String author,
            @Nullable String comment,
            boolean emptyLayer) {
        this.created = created == null ? "" : created;
        this.createdBy = createdBy == null ? "" : createdBy;
        this.author = author == null ? "" : author;
        this.comment = comment == null ? "" : comment;
        this.emptyLayer = emptyLayer;
    }
}
