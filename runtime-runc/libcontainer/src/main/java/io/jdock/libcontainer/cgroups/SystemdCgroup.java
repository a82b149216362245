package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.libcontainer.systemd.ScopeName;
import io.jdock.libcontainer.systemd.Systemd;
import io.jdock.libcontainer.systemd.SystemdBus;
import io.jdock.libcontainer.systemd.UnitProperty;
import io.jdock.linux.dbus.DbusValue;
import io.jdock.oci.runtime.Resources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A cgroup that systemd makes. A scope cannot be without a process, so there is none before the first one enters.
 *
 * <p>systemd is told all limits that it knows, lest it undoes them when it is reloaded; all are then written to the files as
 * well, where those that it does not know get in force. With version 1 systemd looks after some hierarchies only, the others are
 * ours.
 *
 * @param asked properties that the container's annotations name
 * @param files what it is as directories
 */
record SystemdCgroup(SystemdBus bus, ScopeName scope, List<UnitProperty> asked, CgroupFiles files) implements Cgroup {

    SystemdCgroup {
        asked = List.copyOf(asked);
    }

    @Override
    public CgroupDriver driver() {
        return CgroupDriver.SYSTEMD;
    }

    @Override
    public String name() {
        return scope.toString();
    }

    @Override
    public void check(Resources limits) {
        files.check(limits);
    }

    @Override
    public void create(Resources limits) {
        files.requireVacant();
        // In another slice it would be the same unit, and whoever undoes this would end somebody else's.
        try (Systemd systemd = bus.connect()) {
            if (systemd.isActive(scope.unit())) {
                throw new AlreadyExistsException(
                        "create cgroup %s: systemd has a unit %s already".formatted(name(), scope.unit()));
            }
        }
    }

    @Override
    public void enter(int pid, Resources limits) {
        Resources rounded = RoundedQuota.of(limits, files);
        try (Systemd systemd = bus.connect()) {
            systemd.start(scope.unit(), properties(pid, rounded, systemd.version()));
        }
        files.fill(rounded);
        // Where systemd has no say, and it does not hurt where it has.
        files.join(pid);
    }

    private List<UnitProperty> properties(int pid, Resources limits, int version) {
        List<UnitProperty> properties = new ArrayList<>();
        properties.add(UnitProperty.of("Description", "container " + scope.name()));
        properties.add(UnitProperty.of("Slice", scope.parent()));
        properties.add(UnitProperty.of("Delegate", true));
        properties.add(new UnitProperty("PIDs", new DbusValue.Array("u", List.of(DbusValue.uint32(pid)))));
        properties.add(UnitProperty.of("MemoryAccounting", true));
        properties.add(UnitProperty.of("CPUAccounting", true));
        properties.add(UnitProperty.of(files instanceof V1Cgroup ? "BlockIOAccounting" : "IOAccounting", true));
        properties.add(UnitProperty.of("TasksAccounting", true));
        properties.add(UnitProperty.of("DefaultDependencies", false));
        properties.addAll(asked);
        List<Setting> settings = files.settings(limits);
        properties.addAll(SystemdProperties.atStart(settings, version));
        properties.addAll(SystemdProperties.of(settings, files.current("cpu"), version));
        properties.addAll(SystemdDevices.properties(DeviceAccess.of(limits.devices())));
        return properties;
    }

    private List<UnitProperty> limits(Resources limits, int version) {
        return SystemdProperties.of(files.settings(limits), files.current("cpu"), version);
    }

    @Override
    public void join(int pid) {
        files.join(pid);
    }

    @Override
    public void update(Resources limits) {
        Resources rounded = RoundedQuota.of(limits, files);
        try (Systemd systemd = bus.connect()) {
            List<UnitProperty> changed = new ArrayList<>(limits(rounded, systemd.version()));
            if (rounded.devices().isEmpty()) {
                set(systemd, changed);
            } else {
                changed.addAll(SystemdDevices.properties(DeviceAccess.of(rounded.devices())));
                standingStill(() -> set(systemd, changed));
            }
        }
        files.update(rounded);
    }

    private void set(Systemd systemd, List<UnitProperty> changed) {
        if (!changed.isEmpty()) {
            systemd.set(scope.unit(), changed);
        }
    }

    /** With version 1 systemd takes all devices away before it gives some back. */
    private void standingStill(Runnable change) {
        if (!(files instanceof V1Cgroup) || files.frozen()) {
            change.run();
            return;
        }
        files.freeze();
        try {
            change.run();
        } finally {
            files.thaw();
        }
    }

    @Override
    public void giveTo(long uid) {
        files.giveTo(uid);
    }

    @Override
    public void freeze() {
        files.freeze();
    }

    @Override
    public void thaw() {
        files.thaw();
    }

    @Override
    public boolean frozen() {
        return files.frozen();
    }

    @Override
    public List<Integer> processes() {
        return files.processes();
    }

    @Override
    public void kill() {
        files.kill();
    }

    @Override
    public OomWatch watchMemory(long told) {
        return files.watchMemory(told);
    }

    @Override
    public long oomKills() {
        return files.oomKills();
    }

    @Override
    public CgroupStats stats() {
        return files.stats();
    }

    @Override
    public void delete() {
        try (Systemd systemd = bus.connect()) {
            systemd.stop(scope.unit());
        }
        files.delete();
    }

    @Override
    public Map<String, Path> directories() {
        return files.directories();
    }

    @Override
    public Map<String, Path> byController() {
        return files.byController();
    }
}
