package io.jdock.engine.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One thing that removing an image did: a name taken away or an image deleted. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageDeleteItem(
        @Nullable String untagged, @Nullable String deleted) {

    public static ImageDeleteItem untagged(String reference) {
        return new ImageDeleteItem(reference, null);
    }

    public static ImageDeleteItem deleted(String id) {
        return new ImageDeleteItem(null, id);
    }
}
