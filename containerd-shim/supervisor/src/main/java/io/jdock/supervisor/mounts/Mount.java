package io.jdock.supervisor.mounts;

import java.util.List;

/**
 * One mount to perform.
 *
 * @param type file system type, such as overlay or bind
 * @param source device or directory; a word without meaning where the type needs none
 * @param target place below the root of the tree; empty for that root itself
 * @param options as mount(8) takes them
 */
public record Mount(String type, String source, String target, List<String> options) {

    public Mount {
        options = List.copyOf(options);
    }
}
