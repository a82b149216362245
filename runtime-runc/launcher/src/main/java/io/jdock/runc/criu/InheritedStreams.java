package io.jdock.runc.criu;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The standard streams of a saved container that were pipes from outside: those of its restorer take their place. */
public final class InheritedStreams {

    private static final Pattern PIPE = Pattern.compile("pipe:\\[[0-9]{1,20}]");

    private InheritedStreams() {}

    /** @param streams what they were, by number @return the number by the name that the image has for it */
    public static Map<String, Integer> of(List<String> streams) {
        Map<String, Integer> inherited = new TreeMap<>();
        for (int i = 0; i < streams.size(); i++) {
            if (PIPE.matcher(streams.get(i)).matches()) {
                // One pipe may be several streams.
                inherited.putIfAbsent(streams.get(i), i);
            }
        }
        return inherited;
    }
}
