package io.jdock.cli.flags;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A flag that may be given many times. */
public final class ListFlag extends Flag {

    private final String type;
    private final ValueCheck check;
    private final List<String> values = new ArrayList<>();

    ListFlag(String name, char letter, String type, ValueCheck check, String usage) {
        super(name, letter, usage);
        this.type = type;
        this.check = check;
    }

    /** The values in the order in which they were given. */
    public List<String> values() {
        return Collections.unmodifiableList(values);
    }

    @Override
    String type() {
        return type;
    }

    @Override
    String defaultText() {
        return "";
    }

    @Override
    void accept(String text) {
        check.check(text);
        values.add(text);
    }
}
