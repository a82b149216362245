package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.oci.runtime.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A cgroup of this machine's version with processes of our own. Closing it leaves nothing behind. */
final class TestCgroup implements AutoCloseable {

    static final Resources NO_LIMITS = Resources.builder().build();

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final CgroupLayout layout = CgroupLayout.detect();
    private final CgroupFiles cgroup;
    private final List<Process> processes = new ArrayList<>();

    private TestCgroup() {
        String name = "jdock-test-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
        cgroup = CgroupFiles.at(layout, new CgroupPath("/" + name));
    }

    /** One that is not made yet. */
    static TestCgroup planned() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        return new TestCgroup();
    }

    static TestCgroup create(Resources limits) {
        TestCgroup test = planned();
        test.cgroup.create(limits);
        return test;
    }

    CgroupFiles cgroup() {
        return cgroup;
    }

    boolean isVersion2() {
        return layout instanceof CgroupLayout.V2;
    }

    /** The content of one file or the other, by version. @param controller of version 1 */
    String value(String controller, String version1, String version2) {
        return ControlFile.read(directory(controller).resolve(isVersion2() ? version2 : version1))
                .orElse("absent");
    }

    /** @param controller of version 1; with version 2 there is just one */
    Path directory(String controller) {
        return switch (layout) {
            case CgroupLayout.V1(var controllers, Path unified) ->
                cgroup.path().below(controllers.containsKey(controller) ? controllers.get(controller) : unified);
            case CgroupLayout.V2(Path root) -> cgroup.path().below(root);
        };
    }

    boolean exists() {
        return Files.exists(directory("memory")) || Files.exists(directory("cpuset"));
    }

    /** Starts a shell that is in the cgroup before it runs the command. */
    Process run(String command) {
        try {
            Process process = new ProcessBuilder("sh", "-c", "read go && " + command)
                    .redirectErrorStream(true)
                    .start();
            processes.add(process);
            cgroup.join((int) process.pid());
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end and returns what it wrote. */
    String output(String command) {
        try {
            return new String(run(command).getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean endsWithin(Process process, long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        cgroup.kill();
        processes.forEach(Process::destroyForcibly);
        cgroup.delete();
    }
}
