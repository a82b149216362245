package io.jdock.cli.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Header fields in order; names are compared without case. */
public final class Headers {

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    /** Appends a field. */
    public Headers add(String name, String value) {
        names.add(name);
        values.add(value);
        return this;
    }

    /** The first value of that name; empty when there is none. */
    public String get(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return values.get(i);
            }
        }
        return "";
    }

    void write(StringBuilder out) {
        for (int i = 0; i < names.size(); i++) {
            out.append(names.get(i)).append(": ").append(values.get(i)).append("\r\n");
        }
    }

    static Headers read(HttpInput input) throws IOException {
        Headers headers = new Headers();
        String line = input.readLine();
        while (!line.isEmpty()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("malformed HTTP header: \"" + line + "\"");
            }
            headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
            line = input.readLine();
        }
        return headers;
    }
}
