package io.jdock.supervisor.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a repository's tags. */
@JsonIgnoreProperties(ignoreUnknown = true)
record TagsAnswer(List<String> tags) {

    TagsAnswer(@Nullable List<String> tags) {
        this.tags = tags == null ? List.of() : List.copyOf(tags);
    }
}
