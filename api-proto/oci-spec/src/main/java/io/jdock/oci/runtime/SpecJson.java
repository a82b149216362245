package io.jdock.oci.runtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;

/**
 * Runtime spec documents as JSON, the form they have in a bundle's {@code config.json} and in a container record.
 *
 * <p>Unknown properties are ignored, as the runtime spec demands; absent ones are not written. Thread-safe.
 */
public final class SpecJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private SpecJson() {}

    /** @throws InvalidArgumentException when {@code json} is no runtime spec; says where */
    public static Spec read(byte[] json) {
        return read(json, Spec.class);
    }

    /** Reads the process document of an exec request. */
    public static Process readProcess(byte[] json) {
        return read(json, Process.class);
    }

    /** Reads the resources document of an update request. */
    public static Resources readResources(byte[] json) {
        return read(json, Resources.class);
    }

    /** Writes a {@link Spec}, {@link Process} or {@link Resources}. */
    public static byte[] write(Record document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("write a runtime spec: " + e.getOriginalMessage(), e);
        }
    }

    private static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new InvalidArgumentException("read a runtime spec: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }
}
