package io.jdock.cli;

import io.jdock.cli.command.GlobalOptions;
import io.jdock.cli.command.ProductVersion;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import java.util.List;

/** The flags before the command's name. */
final class GlobalFlags {

    private final FlagSet flags =
            new FlagSet("[OPTIONS] COMMAND [ARG...]", "A container engine", Arity.ANY).stopAtFirstWord();
    private final TextFlag config = flags.text("config", '\0', "Location of client config files");
    private final BoolFlag debug = flags.bool("debug", 'D', "Enable debug mode");
    private final ListFlag host = flags.list("host", 'H', "Daemon socket to connect to");
    private final BoolFlag version = flags.bool("version", 'v', "Print version information and quit");

    List<String> parse(List<String> args) {
        List<String> words = flags.parse(args);
        if (host.values().size() > 1) {
            throw flags.error("specify only one -H");
        }
        return words;
    }

    FlagSet flags() {
        return flags;
    }

    boolean wantsVersion() {
        return version.value();
    }

    GlobalOptions options() {
        String address = host.values().isEmpty() ? "" : host.values().get(0);
        return new GlobalOptions(address, config.value(), debug.value());
    }

    static String versionLine() {
        return "Jdock version " + ProductVersion.NUMBER;
    }
}
