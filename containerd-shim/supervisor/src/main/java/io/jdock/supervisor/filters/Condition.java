package io.jdock.supervisor.filters;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One condition of a filter. */
sealed interface Condition {

    boolean matches(Fields object);

    /** {@code field}: it is there and not empty. */
    record Present(List<String> field) implements Condition {
        @Override
        public boolean matches(Fields object) {
            return object.value(field).filter(value -> !value.isEmpty()).isPresent();
        }
    }

    /** {@code field==value}. */
    record Equal(List<String> field, String value) implements Condition {
        @Override
        public boolean matches(Fields object) {
            return object.value(field).equals(Optional.of(value));
        }
    }

    /** {@code field!=value}; an absent field differs from every value. */
    record Different(List<String> field, String value) implements Condition {
        @Override
        public boolean matches(Fields object) {
            return !object.value(field).equals(Optional.of(value));
        }
    }

    /** {@code field~=regex}, found anywhere in the value. */
    record Like(List<String> field, Pattern pattern) implements Condition {
        @Override
        public boolean matches(Fields object) {
            return object.value(field)
                    .filter(value -> pattern.matcher(value).find())
                    .isPresent();
        }
    }
}
