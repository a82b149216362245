package io.jdock.daemon.container.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.jdock.daemon.network.Endpoint;
import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.container.HostConfig;
import io.jdock.errdefs.DataLossException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A container as the JSON document that is stored. */
final class ContainerJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader()))
            .build();

    private ContainerJson() {}

    static String write(Container container) {
        try {
            return MAPPER.writeValueAsString(Document.of(container));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("write container %s as JSON".formatted(container.id()), e);
        }
    }

    /** @throws DataLossException when the text is no such document */
    static Container read(String json) {
        try {
            return MAPPER.readValue(json, Document.class).container();
        } catch (IOException e) {
            throw new DataLossException("read a container's record: " + e.getMessage(), e);
        }
    }

    /** {@link Container} with null for what is absent, as JSON has it. */
    private record Document(
            String id,
            String name,
            Instant created,
            String imageId,
            ContainerConfig config,
            HostConfig host,
            ContainerState state,
            @Nullable Endpoint endpoint,
            int restartCount,
            boolean stoppedByUser,
            boolean job) {

        static Document of(Container it) {
            return new Document(
                    it.id(),
                    it.name(),
                    it.created(),
                    it.imageId(),
                    it.config(),
                    it.host(),
                    it.state(),
                    it.endpoint().orElse(null),
                    it.restartCount(),
                    it.stoppedByUser(),
                    it.job());
        }

        Container container() {
            return new Container(
                    id,
                    name,
                    created,
                    imageId,
                    config,
                    host,
                    state,
                    Optional.ofNullable(endpoint),
                    restartCount,
                    stoppedByUser,
                    job);
        }
    }

    private static final class InstantWriter extends StdScalarSerializer<Instant> {

        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.toString());
        }
    }

    private static final class InstantReader extends StdScalarDeserializer<Instant> {

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Instant.parse(parser.getText());
        }
    }
}
