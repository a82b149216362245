package io.jdock.cli.command.container.options;

import io.jdock.cli.flags.InvalidValueException;

/** A line for the container's hosts file: {@code name:address} or {@code name=address}, an IPv6 address also in brackets. */
public record HostEntry(String name, String address) {

    /** Stands for the address under which the engine's host is reached. */
    private static final String GATEWAY = "host-gateway";

    /**
     * Reads {@code --add-host}.
     *
     * @throws InvalidValueException when name or address is missing, or the address is none
     */
    public static HostEntry parse(String text) {
        int equals = text.indexOf('=');
        int separator = equals < 0 ? text.indexOf(':') : equals;
        if (separator <= 0) {
            throw new InvalidValueException("bad format for add-host: \"" + text + "\"");
        }
        String address = withoutBrackets(text.substring(separator + 1));
        if (!address.equals(GATEWAY) && !IpAddress.isValid(address)) {
            throw new InvalidValueException("invalid IP address in add-host: \"" + address + "\"");
        }
        return new HostEntry(text.substring(0, separator), address);
    }

    /** The form that every engine reads. */
    @Override
    public String toString() {
        return name + ":" + address;
    }

    private static String withoutBrackets(String address) {
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }
}
