package io.jdock.oci.image;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** The JSON form of a set in Go: an object whose keys matter and whose values are empty objects. */
final class KeySet {

    private KeySet() {}

    /** Reads the keys and drops the values. */
    static final class Reader extends StdDeserializer<Set<String>> {

        Reader() {
            super(Set.class);
        }

        @Override
        public Set<String> deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.isExpectedStartObjectToken()) {
                context.reportInputMismatch(Set.class, "expected an object whose keys form a set");
            }
            Set<String> keys = new LinkedHashSet<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                keys.add(json.currentName());
                json.nextToken();
                json.skipChildren();
            }
            return keys;
        }
    }

    /** Writes each key with an empty object. */
    static final class Writer extends StdSerializer<Set<String>> {

        Writer() {
            super(Set.class, false);
        }

        @Override
        public void serialize(Set<String> keys, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            for (String key : keys) {
                json.writeObjectFieldStart(key);
                json.writeEndObject();
            }
            json.writeEndObject();
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, Set<String> keys) {
            return keys.isEmpty();
        }
    }
}
