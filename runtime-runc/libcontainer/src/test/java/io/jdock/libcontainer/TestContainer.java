package io.jdock.libcontainer;

import io.jdock.libcontainer.cgroups.CgroupDriver;
import io.jdock.libcontainer.process.PendingProcess;
import io.jdock.libcontainer.process.ProcessPlan;
import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.PidFd;
import io.jdock.linux.Scratch;
import io.jdock.linux.Signal;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import io.jdock.linux.trampoline.Keeper;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.linux.trampoline.Trampoline;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Spec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A container around a busybox, made the way a shim does it but without one: the launcher is our own child. Closing it leaves
 * nothing behind.
 */
final class TestContainer implements AutoCloseable {

    /** What a finished process left. */
    record Result(int status, String output) {}

    private final ContainerLauncher launcher = new ContainerLauncher();
    private final Spec spec;
    private final ContainerPlan plan;
    private final CgroupPreparation cgroup;
    private @Nullable Child init;

    /** A launcher of ours with what a shim would have given it. */
    private record Child(Trampoline trampoline, Fd gate, Fd output, Fd shimLink) implements AutoCloseable {

        static Child spawn(Path directory, boolean succession, boolean terminal, @Nullable PidFd target) {
            StreamCalls.Pipe output = StreamCalls.pipe();
            SocketCalls.Pair link = SocketCalls.pair(SocketCalls.SOCK_SEQPACKET);
            Fd gate = StreamCalls.eventfd();
            try (Fd theirs = link.right();
                    Fd write = output.write();
                    Fd none = FileCalls.open(At.FDCWD, "/dev/null", OpenFlags.RDWR, 0);
                    Fd exit = FileCalls.open(
                            At.FDCWD, directory.resolve("exit").toString(), OpenFlags.CREAT | OpenFlags.RDWR, 0600)) {
                Map<Integer, Fd> inherited = new HashMap<>();
                inherited.put(0, none);
                inherited.put(1, write);
                inherited.put(2, write);
                inherited.put(Launcher.GATE, gate);
                inherited.put(Launcher.EXIT_FILE, exit);
                inherited.put(Launcher.SHIM_LINK, theirs);
                Trampoline trampoline;
                if (succession || terminal) {
                    // A shim's word that it watches the successor; whose parent we are, so there is nothing to do. Or
                    // that it
                    // has the terminal, which stays in the socket.
                    StreamCalls.write(link.left(), new byte[1], 0, 1);
                }
                if (succession) {
                    trampoline = Trampoline.spawn(List.of("test"), inherited);
                } else if (target == null) {
                    trampoline = Trampoline.spawnInNewPidNamespace(List.of("test"), inherited);
                } else {
                    inherited.put(Launcher.TARGET, target.fd());
                    trampoline = io.jdock.concurrent.Threads.callOnPlatformThread("join", () -> {
                        io.jdock.linux.NamespaceCalls.setns(target.fd(), io.jdock.linux.Namespace.PID.flag());
                        return Trampoline.spawn(List.of("test"), inherited);
                    });
                }
                closeOnExec(trampoline);
                return new Child(trampoline, gate, output.read(), link.left());
            }
        }

        private static void closeOnExec(Trampoline trampoline) {
            var batch = new io.jdock.linux.batch.Batch();
            for (int fd :
                    new int[] {Launcher.GATE, Launcher.EXIT_FILE, Launcher.SHIM_LINK, Launcher.TARGET, Trampoline.SOCKET
                    }) {
                batch.add(io.jdock.linux.batch.FileSteps.setCloseOnExec(io.jdock.linux.batch.Arg.fd(fd))
                        .tolerant());
            }
            batch.add(io.jdock.linux.batch.ProcessSteps.setDumpable(false));
            trampoline.link().call(batch);
        }

        /** The same with the process that took the first one's place. */
        Child at(int pid) {
            if (pid == trampoline.pid()) {
                return this;
            }
            trampoline.process().close();
            PidFd process = PidFd.open(pid).orElseThrow();
            return new Child(new Trampoline(pid, process, trampoline.link()), gate, output, shimLink);
        }

        Launcher launcher() {
            return new Launcher(trampoline.pid(), trampoline.link(), new Keeper.Shim());
        }

        String readAll() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] part = StreamCalls.read(output, 65536);
                    part.length > 0;
                    part = StreamCalls.read(output, 65536)) {
                all.writeBytes(part);
            }
            return all.toString(StandardCharsets.UTF_8);
        }

        int waitForIt() {
            try (var scratch = new Scratch()) {
                long info = scratch.zeroed(128);
                Syscalls.callRestarting(
                        "wait", Syscall.WAITID, 3, trampoline.process().fd().number(), info, 4, 0);
                int code = Scratch.readInt(info + 8);
                int status = Scratch.readInt(info + 24);
                return code == 1 ? status : 128 + status;
            }
        }

        @Override
        public void close() {
            trampoline.process().signal(Signal.KILL.number());
            trampoline.process().reap();
            trampoline.close();
            gate.close();
            output.close();
            shimLink.close();
        }
    }

    private TestContainer(Spec spec, Path rootfs) {
        this.spec = spec;
        this.plan = launcher.plan(
                "t" + UUID.randomUUID().toString().replace("-", ""),
                spec,
                rootfs.resolveSibling("."),
                rootfs,
                driver(spec));
        this.cgroup = launcher.prepare(plan);
    }

    private static CgroupDriver driver(Spec spec) {
        Linux linux = spec.linux();
        return CgroupDriver.ofPath(linux == null || linux.cgroupsPath() == null ? "" : linux.cgroupsPath());
    }

    /** Runs a container to its end. */
    static Result run(Spec spec, Path rootfs) {
        return run(spec, rootfs, rootfs.resolveSibling("."));
    }

    /** @param scratch where files of a shim's go */
    static Result run(Spec spec, Path rootfs, Path scratch) {
        try (TestContainer container = start(spec, rootfs, scratch)) {
            return container.finish();
        }
    }

    /** Starts a container; whatever fails is thrown, with nothing left behind. */
    static TestContainer start(Spec spec, Path rootfs) {
        return start(spec, rootfs, rootfs.resolveSibling("."));
    }

    private static TestContainer start(Spec spec, Path rootfs, Path scratch) {
        TestContainer container = new TestContainer(spec, rootfs);
        try {
            boolean terminal = container.plan.process().terminal().isPresent();
            container.init = Child.spawn(scratch, container.plan.namespaces().succession(), terminal, null);
            PendingProcess pending = container.launcher.create(
                    container.plan, container.cgroup, container.init().launcher());
            container.init = container.init().at(pending.pid());
            container.open(pending, container.init());
            return container;
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
    }

    ContainerPlan plan() {
        return plan;
    }

    int pid() {
        return init().trampoline().pid();
    }

    /** Reads the output to its end and waits. */
    Result finish() {
        String output = init().readAll();
        return new Result(init().waitForIt(), output);
    }

    /** Runs another process inside. */
    Result exec(Process process, Path scratch) {
        ProcessPlan other = ProcessPlan.joining(process, spec);
        try (Child child =
                Child.spawn(scratch, false, false, init().trampoline().process())) {
            open(launcher.exec(plan.hooks().state("running", pid()), other, plan.cgroup(), child.launcher()), child);
            String output = child.readAll();
            return new Result(child.waitForIt(), output);
        }
    }

    private void open(PendingProcess pending, Child child) {
        StreamCalls.notify(child.gate());
        pending.awaitExec();
    }

    private Child init() {
        if (init == null) {
            throw new IllegalStateException("not started");
        }
        return init;
    }

    @Override
    public void close() {
        if (init != null) {
            init.close();
        }
        cgroup.undo();
    }

    /** A root file system with busybox and nothing else. */
    static Path busyboxRoot(Path directory) throws IOException {
        Path root = Files.createDirectories(directory.resolve("rootfs"));
        for (String name : List.of("bin", "etc", "proc", "sys", "dev", "tmp", "home")) {
            Files.createDirectories(root.resolve(name));
        }
        Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
        for (String applet : List.of(
                "sh",
                "ls",
                "cat",
                "grep",
                "id",
                "mount",
                "true",
                "echo",
                "readlink",
                "sleep",
                "hostname",
                "mknod",
                "dd",
                "ip",
                "stat",
                "ulimit",
                "pwd",
                "env",
                "chmod",
                "mkdir",
                "touch",
                "wc",
                "tty",
                "ps",
                "ionice",
                "uname",
                "head",
                "unshare")) {
            Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
        }
        return root;
    }
}
