package io.jdock.libcontainer.cgroups;

import java.util.List;

/**
 * One value to be written into a cgroup.
 *
 * @param controller the controller it belongs to, as in {@code memory}
 * @param files the file's possible names; the first that exists is used
 * @param value what is written
 */
record Setting(String controller, List<String> files, String value) {

    static Setting of(String controller, String file, Object value) {
        return new Setting(controller, List.of(file), value.toString());
    }
}
