package io.jdock.supervisor.metadata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jdock.errdefs.DataLossException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Labels of an object as one column: a JSON object of texts, which SQLite's own JSON functions can search. */
public final class Labels {

    private static final JsonFactory JSON = new JsonFactory();

    private Labels() {}

    /** The column's text. */
    public static String encode(Map<String, String> labels) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (var label : new TreeMap<>(labels).entrySet()) {
                json.writeStringField(label.getKey(), label.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("encode labels", e);
        }
        return text.toString();
    }

    /** The labels in a column, sorted by name. */
    public static SortedMap<String, String> decode(String column) {
        SortedMap<String, String> labels = new TreeMap<>();
        try (JsonParser json = JSON.createParser(column)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                labels.put(json.currentName(), json.nextTextValue());
            }
        } catch (IOException e) {
            throw new DataLossException("decode labels %s: %s".formatted(column, e.getMessage()), e);
        }
        return Collections.unmodifiableSortedMap(labels);
    }
}
