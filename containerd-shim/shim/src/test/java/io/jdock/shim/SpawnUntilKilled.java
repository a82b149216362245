package io.jdock.shim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A supervisor reduced to starting shims, one after the other, as a program of its own: made to be killed. */
final class SpawnUntilKilled {

    private SpawnUntilKilled() {}

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        for (int i = 0; ; i++) {
            Path own = Files.createDirectories(directory.resolve(Integer.toString(i)));
            PidNamespace namespace = i % 2 == 0 ? new PidNamespace.New() : new PidNamespace.Host();
            Launch launch = TestLauncher.prepare(
                    new ShimRequest(own, args[1], namespace, false, false, false), "exec sleep 60");
            launch.launcher().close();
            launch.shim().openGate();
            launch.shim().close();
            if (i == 0) {
                // Not earlier: loading the classes takes longer than the rest.
                System.out.println("spawning");
            }
        }
    }
}
