package io.jdock.runc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is, as the build noted it in {@code version.properties}.
 *
 * @param text such as 0.1.0
 * @param revision commit it was built from; {@code unknown} if the build was not told
 */
record Version(String text, String revision) {

    static Version current() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("read version.properties", e);
        }
        return new Version(properties.getProperty("version"), properties.getProperty("revision"));
    }
}
