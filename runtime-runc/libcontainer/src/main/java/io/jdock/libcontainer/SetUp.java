package io.jdock.libcontainer;

import static io.jdock.linux.batch.ProcessSteps.setDomainname;
import static io.jdock.linux.batch.ProcessSteps.setHostname;

import io.jdock.libcontainer.hooks.HookPoint;
import io.jdock.libcontainer.hooks.InnerHooks;
import io.jdock.libcontainer.namespaces.NamespacePlan;
import io.jdock.libcontainer.namespaces.NamespaceSteps;
import io.jdock.libcontainer.namespaces.Succession;
import io.jdock.libcontainer.process.Affinity;
import io.jdock.libcontainer.process.ContainedLauncher;
import io.jdock.libcontainer.process.SeccompAgent;
import io.jdock.libcontainer.procfs.FreshProc;
import io.jdock.libcontainer.rootfs.InnerPath;
import io.jdock.libcontainer.rootfs.RootfsSteps;
import io.jdock.linux.Namespace;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Launcher;
import java.util.List;
import java.util.Optional;

/** Makes the container around one launcher, up to where it only lacks its process. */
final class SetUp {

    private final ContainerPlan plan;
    private final CgroupPreparation cgroup;
    private final Slots slots = new Slots();
    private final NamespaceSteps namespaces;
    private final RootfsSteps rootfs;
    private final FreshProc proc;

    SetUp(ContainerPlan plan, CgroupPreparation cgroup) {
        this.plan = plan;
        this.cgroup = cgroup;
        this.namespaces = new NamespaceSteps(plan.namespaces(), slots);
        this.rootfs = new RootfsSteps(plan.rootfs(), slots);
        this.proc = new FreshProc(slots);
    }

    ContainedLauncher run(Launcher launcher) {
        plan.sysctls().requireForeign(plan.namespaces());
        try (rootfs) {
            if (!plan.namespaces().succession()) {
                Batch first = new Batch();
                namespaces.join(first);
                return fill(launcher, first);
            }
            return fill(succeed(launcher), new Batch());
        }
    }

    /** What is the host's has to be at hand before a user namespace takes the rights there away. */
    private Launcher succeed(Launcher launcher) {
        NamespacePlan wanted = plan.namespaces();
        Succession succession = new Succession(wanted, namespaces, slots);
        Batch batch = new Batch();
        succession.begin(batch);
        namespaces.join(batch);
        if (!wanted.isOwn(Namespace.USER)) {
            return succession.run(launcher, batch);
        }
        openProc(batch);
        namespaces.makeMounts(batch);
        rootfs.take(launcher, batch, true);
        Launcher successor = succession.run(launcher, new Batch());
        rootfs.own(
                successor, Succession.mapOf(successor.pid(), "uid_map"), Succession.mapOf(successor.pid(), "gid_map"));
        return successor;
    }

    private void openProc(Batch batch) {
        if (!plan.sysctls().values().isEmpty() || !plan.process().labels().none()) {
            proc.open(batch);
        }
    }

    private ContainedLauncher fill(Launcher launcher, Batch first) {
        try (var joining = new CgroupJoin(() -> cgroup.join(launcher.pid()))) {
            namespaces.make(first);
            plan.hostname().ifPresent(name -> first.add(setHostname(name)));
            plan.domainname().ifPresent(name -> first.add(setDomainname(name)));
            openProc(first);
            plan.sysctls().addTo(first, proc);
            rootfs.mount(launcher, first, plan.namespaces().isOwn(Namespace.USER));
            plan.networkDevices().move(launcher.pid());

            joining.await();
            Affinity.reset(launcher.pid());
            Batch second = new Batch();
            namespaces.makeCgroup(second);
            Reply found = rootfs.mountCgroups(launcher, second);
            new CreationHooks(plan.hooks(), slots).run(launcher, rootfs.enterRoot());
            List<Integer> streams = rootfs.enter(
                    launcher,
                    found,
                    plan.process().terminal(),
                    InnerPath.parse(plan.process().cwd()));
            InnerHooks last = plan.hooks().inner(HookPoint.START_CONTAINER, () -> CreationHooks.innerPid(launcher));
            Optional<SeccompAgent> agent =
                    SeccompAgent.of(plan.process(), plan.hooks().state("creating", launcher.pid()));
            return new ContainedLauncher(launcher, plan.id(), streams, slots, proc, last, agent);
        }
    }
}
