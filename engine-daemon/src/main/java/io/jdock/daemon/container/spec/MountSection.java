package io.jdock.daemon.container.spec;

import io.jdock.engine.api.container.NamespaceConfig;
import io.jdock.oci.runtime.Mount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The container's mounts: Docker's, then the client's from the outermost inwards, then the three files of the daemon's. */
final class MountSection {

    private static final long DEFAULT_SHM_BYTES = 64L << 20;
    private static final List<String> GENERATED_FILES = List.of("resolv.conf", "hostname", "hosts");

    private final HostFacts facts;

    MountSection(HostFacts facts) {
        this.facts = facts;
    }

    List<Mount> build(ContainerSpec container) {
        Set<String> taken = new HashSet<>();
        container.mounts().forEach(mount -> taken.add(mount.target()));
        List<Mount> mounts = new ArrayList<>();
        for (Mount mount : defaults(container)) {
            if (!taken.contains(mount.destination())) {
                mounts.add(mount);
            }
        }
        container.mounts().stream()
                .sorted(Comparator.comparingLong(mount -> depth(mount.target())))
                .map(MountSection::userMount)
                .forEach(mounts::add);
        mounts.addAll(generatedFiles(container, taken));
        return List.copyOf(mounts);
    }

    private List<Mount> defaults(ContainerSpec container) {
        boolean privileged = container.host().security().privileged();
        List<Mount> mounts = new ArrayList<>();
        mounts.add(new Mount("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev")));
        mounts.add(new Mount("/dev", "tmpfs", "tmpfs", List.of("nosuid", "strictatime", "mode=755", "size=65536k")));
        mounts.add(new Mount(
                "/dev/pts",
                "devpts",
                "devpts",
                List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5")));
        mounts.add(new Mount("/sys", "sysfs", "sysfs", List.of("nosuid", "noexec", "nodev", writable(privileged))));
        mounts.add(new Mount(
                "/sys/fs/cgroup",
                facts.cgroupV2() ? "cgroup2" : "cgroup",
                "cgroup",
                List.of(writable(privileged), "nosuid", "noexec", "nodev")));
        addIpc(mounts, container);
        return mounts;
    }

    private static String writable(boolean privileged) {
        return privileged ? "rw" : "ro";
    }

    /** Message queues and shared memory belong to the IPC namespace; sharing that means sharing them. */
    private static void addIpc(List<Mount> mounts, ContainerSpec container) {
        switch (container.host().namespaces().ipc()) {
            case NamespaceConfig.HOST -> {
                mounts.add(Mount.bind("/dev/mqueue", "/dev/mqueue", List.of("rbind", "rprivate")));
                mounts.add(Mount.bind("/dev/shm", "/dev/shm", List.of("rbind", "rprivate")));
            }
            case "none" -> mounts.add(mqueue());
            default -> {
                mounts.add(mqueue());
                mounts.add(shm(container.host().storage().shmSize()));
            }
        }
    }

    private static Mount mqueue() {
        return new Mount("/dev/mqueue", "mqueue", "mqueue", List.of("nosuid", "noexec", "nodev"));
    }

    private static Mount shm(long askedBytes) {
        long bytes = askedBytes == 0 ? DEFAULT_SHM_BYTES : askedBytes;
        return new Mount(
                "/dev/shm", "tmpfs", "shm", List.of("nosuid", "noexec", "nodev", "mode=1777", "size=" + bytes));
    }

    private static Mount userMount(UserMount mount) {
        return switch (mount.type()) {
            case TMPFS -> new Mount(mount.target(), "tmpfs", "tmpfs", tmpfsOptions(mount));
            case BIND -> Mount.bind(mount.source(), mount.target(), bindOptions(mount));
        };
    }

    private static List<String> tmpfsOptions(UserMount mount) {
        List<String> options = new ArrayList<>(mount.options());
        if (mount.readOnly() && !options.contains("ro")) {
            options.add("ro");
        }
        return options;
    }

    private static List<String> bindOptions(UserMount mount) {
        List<String> options = new ArrayList<>();
        options.add(mount.recursive() ? "rbind" : "bind");
        if (mount.readOnly()) {
            options.add("ro");
        }
        options.add(mount.propagation());
        return options;
    }

    /** With a read-only root these are read-only too, or they would be the one writable place in it. */
    private static List<Mount> generatedFiles(ContainerSpec container, Set<String> taken) {
        List<Mount> mounts = new ArrayList<>();
        boolean readonly = container.host().security().readonlyRootfs();
        for (String file : GENERATED_FILES) {
            String target = "/etc/" + file;
            if (!taken.contains(target)) {
                mounts.add(Mount.bind(
                        container.directory().resolve(file).toString(),
                        target,
                        readonly ? List.of("rbind", "ro", "rprivate") : List.of("rbind", "rprivate")));
            }
        }
        return mounts;
    }

    private static long depth(String path) {
        return path.chars().filter(c -> c == '/').count();
    }
}
