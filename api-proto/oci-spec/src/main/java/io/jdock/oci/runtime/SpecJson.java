package io.jdock.oci.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.json.JsonFields;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The documents of the runtime spec as JSON: a bundle's {@code config.json} and parts of it, the state of a container, and the
 * features of a runtime.
 *
 * <p>Unknown properties are ignored, as the runtime spec demands; absent ones are not written. A property given twice, text
 * that is not UTF-8 and a number that does not fit are refused, with the place. Thread-safe; no reflection, as the launcher
 * starts cold.
 */
public final class SpecJson {

    private static final String SPEC = "runtime spec";

    private SpecJson() {}

    /** @throws InvalidArgumentException when {@code json} is no runtime spec; says where */
    public static Spec read(byte[] json) {
        return read(SPEC, json, SpecFields::read);
    }

    /**
     * Reads a runtime spec to the end of a stream.
     *
     * @param maxBytes size of the largest document that is read
     * @throws InvalidArgumentException when it is larger or no runtime spec
     */
    public static Spec read(InputStream in, int maxBytes) throws IOException {
        byte[] json = in.readNBytes(maxBytes);
        if (in.read() >= 0) {
            throw new InvalidArgumentException("read a runtime spec: larger than " + maxBytes + " bytes");
        }
        return read(json);
    }

    /** Reads the process document of an exec request. */
    public static Process readProcess(byte[] json) {
        return read(SPEC, json, ProcessFields::read);
    }

    /** Reads the resources document of an update request. */
    public static Resources readResources(byte[] json) {
        return read(SPEC, json, ResourcesFields::read);
    }

    /** Reads what a runtime says of a container. */
    public static State readState(byte[] json) {
        return read("container's state", json, StateFields::read);
    }

    /** @throws InvalidArgumentException for text that UTF-8 cannot carry */
    public static byte[] write(Spec spec) {
        return bytes(SpecFields.write(spec));
    }

    /** Writes the process document of an exec request. */
    public static byte[] write(Process process) {
        return bytes(ProcessFields.write(process));
    }

    /** Writes the resources document of an update request. */
    public static byte[] write(Resources resources) {
        return bytes(ResourcesFields.write(resources));
    }

    /** Writes what hooks read. */
    public static byte[] write(State state) {
        return bytes(StateFields.write(state));
    }

    /** Writes what a seccomp agent reads. */
    public static byte[] write(ContainerProcessState process) {
        return bytes(StateFields.writeProcess(process));
    }

    /** Writes what a runtime says of itself. */
    public static byte[] write(Features features) {
        return bytes(FeaturesFields.write(features));
    }

    private static <T> T read(String what, byte[] json, JsonFields.Reader<T> reader) {
        try {
            return JsonFields.read(JsonReader.readUnambiguous(json), reader);
        } catch (InvalidArgumentException | JsonSyntaxException e) {
            throw new InvalidArgumentException("read a " + what + ": " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(JsonObject document) {
        return document.toJson().getBytes(UTF_8);
    }
}
