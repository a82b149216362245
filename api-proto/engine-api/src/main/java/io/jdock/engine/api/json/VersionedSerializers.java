package io.jdock.engine.api.json;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.util.List;

/** Replaces the writer of each component that carries {@link Since} or {@link Until}; runs once per record type. */
final class VersionedSerializers extends BeanSerializerModifier {

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription beanDescription, List<BeanPropertyWriter> properties) {
        properties.replaceAll(VersionedSerializers::versioned);
        return properties;
    }

    private static BeanPropertyWriter versioned(BeanPropertyWriter property) {
        Since since = property.getAnnotation(Since.class);
        Until until = property.getAnnotation(Until.class);
        if (since == null && until == null) {
            return property;
        }
        ApiVersion first = since == null ? ApiVersion.OLDEST : new ApiVersion(1, since.value());
        ApiVersion last = until == null ? ApiVersion.NEWEST : new ApiVersion(1, until.value());
        return new VersionedProperty(property, first, last);
    }
}
