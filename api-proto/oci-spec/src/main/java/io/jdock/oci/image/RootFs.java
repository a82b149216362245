package io.jdock.oci.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layers of an image by content, bottom first. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RootFs(String type, @JsonProperty("diff_ids") List<DiffId> diffIds) {

    public RootFs(@Nullable String type, @Nullable List<DiffId> diffIds) {
        if (!"layers".equals(type)) {
            throw new InvalidArgumentException("image config has rootfs type \"%s\", want \"layers\"".formatted(type));
        }
        this.type = "layers";
        this.diffIds = diffIds == null ? List.of() : List.copyOf(diffIds);
    }

    public RootFs(List<DiffId> diffIds) {
        this("layers", diffIds);
    }
}
