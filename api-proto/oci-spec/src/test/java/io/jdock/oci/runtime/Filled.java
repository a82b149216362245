package io.jdock.oci.runtime;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes records in which no component is absent and no two numbers or texts are the same. */
final class Filled {

    private final Set<RecordComponent> components = new LinkedHashSet<>();
    private int next = 1;

    /** A filled value of {@code type}. */
    <T extends Record> T make(Class<T> type) throws ReflectiveOperationException {
        RecordComponent[] parts = type.getRecordComponents();
        List<Object> values = new ArrayList<>();
        for (RecordComponent part : parts) {
            components.add(part);
            values.add(value(part.getGenericType()));
        }
        Constructor<T> constructor = type.getDeclaredConstructor(
                Arrays.stream(parts).map(RecordComponent::getType).toArray(Class[]::new));
        return constructor.newInstance(values.toArray());
    }

    /** All components of all records that were made. */
    Set<RecordComponent> components() {
        return components;
    }

    private Object value(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == List.class
                    ? List.of(value(element), value(element))
                    : Map.of("key" + next++, value(element));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return make(plain.asSubclass(Record.class));
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[next++ % plain.getEnumConstants().length];
        }
        if (plain == String.class) {
            return "text" + next++;
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return true;
        }
        return plain == long.class || plain == Long.class ? (Object) (long) next++ : (Object) next++;
    }
}
