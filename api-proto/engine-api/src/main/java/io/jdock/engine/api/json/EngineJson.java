package io.jdock.engine.api.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;

/**
 * Reads and writes the Engine API's JSON. Safe for concurrent use.
 *
 * <p>Component {@code repoTags} is written {@code RepoTags}; names of another form (such as {@code NCPU}, {@code scope}) are
 * given with {@code @JsonProperty}. Reading follows Docker: unknown fields are ignored, names match in any case, text after the
 * value is refused. Nesting is limited to {@value #MAX_DEPTH} levels.
 */
public final class EngineJson {

    static final int MAX_DEPTH = 200;

    private static final JsonMapper MAPPER = mapper();

    private EngineJson() {}

    /** Writes {@code value} as replies to {@code version} show it, in UTF-8. */
    public static byte[] write(Object value, ApiVersion version) {
        try {
            return MAPPER.writer()
                    .withAttribute(VersionedProperty.VERSION, version)
                    .writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new InternalException("write %s as JSON: %s".formatted(value.getClass(), e.getOriginalMessage()), e);
        }
    }

    /** Writes {@code value} in the newest form. */
    public static byte[] write(Object value) {
        return write(value, ApiVersion.NEWEST);
    }

    /**
     * Reads one value that must fill the whole text.
     *
     * @throws InvalidArgumentException "invalid JSON: …" when the text is malformed or does not fit {@code type}
     */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new InvalidArgumentException("invalid JSON: null where an object is expected");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new InvalidArgumentException("invalid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidArgumentException("invalid JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a value out of a tree that {@link #read} made; {@code null} and a missing tree read as an empty object.
     *
     * @throws InvalidArgumentException "invalid JSON: …" when the tree does not fit {@code type}
     */
    public static <T> T convert(JsonNode tree, Class<T> type) {
        try {
            boolean absent = tree.isNull() || tree.isMissingNode();
            return MAPPER.treeToValue(absent ? MAPPER.createObjectNode() : tree, type);
        } catch (JsonProcessingException e) {
            throw new InvalidArgumentException("invalid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .addModule(new SimpleModule().setSerializerModifier(new VersionedSerializers()))
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
        return mapper;
    }
}
