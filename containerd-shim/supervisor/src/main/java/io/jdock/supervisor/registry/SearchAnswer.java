package io.jdock.supervisor.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a registry finds; searching is left from the first version of its protocol. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SearchAnswer(List<Item> results) {

    SearchAnswer(@Nullable List<Item> results) {
        this.results = results == null ? List.of() : List.copyOf(results);
    }

    /** One repository. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Item(
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("description") @Nullable String description,
            @JsonProperty("star_count") int stars,
            @JsonProperty("is_official") boolean official,
            @JsonProperty("is_automated") boolean automated) {

        /** In a form that terminals can be shown. */
        FoundRepository found() {
            return new FoundRepository(text(name), text(description), stars, official, automated);
        }

        private static String text(@Nullable String text) {
            return text == null ? "" : RegistryErrors.printable(text);
        }
    }
}
