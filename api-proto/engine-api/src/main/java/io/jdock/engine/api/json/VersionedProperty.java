package io.jdock.engine.api.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;

/** Writes its component only to replies whose version lies in a range, both ends included. */
final class VersionedProperty extends BeanPropertyWriter {

    /** Key of the writer's attribute that holds the reply's {@link ApiVersion}. */
    static final String VERSION = "io.jdock.api-version";

    private final transient ApiVersion first;
    private final transient ApiVersion last;

    VersionedProperty(BeanPropertyWriter base, ApiVersion first, ApiVersion last) {
        super(base);
        this.first = first;
        this.last = last;
    }

    @Override
    public void serializeAsField(Object bean, JsonGenerator generator, SerializerProvider provider) throws Exception {
        if (provider.getAttribute(VERSION) instanceof ApiVersion version
                && version.compareTo(first) >= 0
                && version.compareTo(last) <= 0) {
            super.serializeAsField(bean, generator, provider);
        }
    }
}
