package io.jdock.supervisor.stdio;

import io.jdock.shim.Shim;
import java.nio.file.Path;

/** A supervisor reduced to its pumps, as a program of its own: made to be killed. Prints when it begins and when all is done. */
final class PumpUntilKilled {

    private PumpUntilKilled() {}

    public static void main(String[] args) {
        Path directory = Path.of(args[0]);
        String address = "json-file://" + directory.resolve("json.log");
        try (Shim shim = Shim.adopt(directory).orElseThrow();
                StdioHub hub = StdioHub.open(shim, StdioConfig.parse("", address, address))) {
            System.out.println("pumping");
            shim.openGate();
            int code = shim.awaitExit().code();
            hub.awaitDrained();
            System.out.println("exit " + code);
        }
        System.exit(0);
    }
}
