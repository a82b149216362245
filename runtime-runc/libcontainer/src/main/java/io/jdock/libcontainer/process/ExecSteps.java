package io.jdock.libcontainer.process;

import static io.jdock.linux.batch.CredentialSteps.clearAmbient;
import static io.jdock.linux.batch.CredentialSteps.dropFromBoundingSet;
import static io.jdock.linux.batch.CredentialSteps.keepCapabilities;
import static io.jdock.linux.batch.CredentialSteps.noNewPrivileges;
import static io.jdock.linux.batch.CredentialSteps.raiseAmbient;
import static io.jdock.linux.batch.CredentialSteps.seccomp;
import static io.jdock.linux.batch.CredentialSteps.setCapabilities;
import static io.jdock.linux.batch.CredentialSteps.setGid;
import static io.jdock.linux.batch.CredentialSteps.setGroups;
import static io.jdock.linux.batch.CredentialSteps.setUid;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.closeRange;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.fchdir;
import static io.jdock.linux.batch.FileSteps.fchownat;
import static io.jdock.linux.batch.FileSteps.openat2;
import static io.jdock.linux.batch.FileSteps.pwrite;
import static io.jdock.linux.batch.FileSteps.read;
import static io.jdock.linux.batch.FileSteps.umask;
import static io.jdock.linux.batch.ProcessSteps.dieWithParent;
import static io.jdock.linux.batch.ProcessSteps.execve;
import static io.jdock.linux.batch.ProcessSteps.setLimit;
import static io.jdock.linux.batch.ProcessSteps.setsid;
import static io.jdock.linux.batch.StreamSteps.send;
import static io.jdock.linux.batch.StreamSteps.socketPair;

import io.jdock.libcontainer.capabilities.CapabilitySets;
import io.jdock.libcontainer.capabilities.OwnCapabilities;
import io.jdock.libcontainer.hooks.InnerHooks;
import io.jdock.libcontainer.users.Identity;
import io.jdock.linux.At;
import io.jdock.linux.Capability;
import io.jdock.linux.Errno;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.ResourceLimit;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Label;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Keeper;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.linux.trampoline.Trampoline;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The last batch: wait for the start, give up all rights that the container shall not have, become its program.
 *
 * <p>The order is dictated by the kernel. Groups and ids need capabilities, so they come first. A change of ids clears the parent
 * death signal, so that is renewed, and only then asked whether the shim was alive all the while. A filter needs
 * CAP_SYS_ADMIN unless no_new_privs is set, so that one capability stays until the filter is in force; what comes after it is
 * only what every filter must allow anyway. A filter that asks an agent is in force before the start: the agent has to be
 * there by then, and somebody has to bring the two together.
 */
public final class ExecSteps {

    /** Unless the spec says otherwise. */
    private static final int USUAL_UMASK = 022;

    /** What execvp(3) searches without a PATH. */
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final long LAST_DESCRIPTOR = 0xffffffffL;

    private final Launcher launcher;
    private final ProcessPlan plan;
    private final Identity identity;
    private final Optional<ResourceLimit.Value> descriptors;
    private final Slots slots;
    private final InnerHooks hooks;
    private final ExecVectors vectors;
    private final Slot listener;
    private final Label hookFailed = new Label("a hook failed");
    private Batch batch = new Batch();
    private Optional<ExecBatch.Prelude> prelude = Optional.empty();
    private Optional<InnerHooks.Files> hookFiles = Optional.empty();

    private ExecSteps(Launcher launcher, ProcessPlan plan, Equipment equipment, Slots slots) {
        this.launcher = launcher;
        this.plan = plan;
        this.identity = equipment.identity();
        this.descriptors = equipment.descriptors();
        this.hooks = equipment.hooks();
        this.vectors = equipment.vectors();
        this.slots = slots;
        this.listener = slots.next("listener");
    }

    /**
     * Builds the batch for a launcher under a shim.
     *
     * @param streams which of the descriptors 0 to 2 are the container's own and are to belong to its user
     */
    static ExecBatch of(Launcher launcher, ProcessPlan plan, Equipment equipment, List<Integer> streams, Slots slots) {
        ExecSteps steps = new ExecSteps(launcher, plan, equipment, slots);
        boolean asks = plan.listener().isPresent();
        steps.prepare(streams);
        if (!asks) {
            steps.waitAtGate();
        }
        steps.startSession();
        steps.changeIdentity();
        steps.requireShim();
        if (!equipment.inDirectory()) {
            steps.enterDirectory();
        }
        steps.setUmask();
        steps.openHookFiles();
        steps.confine();
        if (asks) {
            steps.endPrelude();
            steps.waitAtGate();
        }
        steps.giveUpFilterRight();
        steps.runHooks();
        return steps.exec();
    }

    /** Builds the batch before the last for a launcher that nobody stands by: it has its answer before there is a start. */
    static LoneBatch lone(
            Launcher launcher, ProcessPlan plan, Equipment equipment, List<Integer> streams, Slots slots) {
        ExecSteps steps = new ExecSteps(launcher, plan, equipment, slots);
        steps.prepare(streams);
        steps.startSession();
        steps.changeIdentity();
        Optional<LoneBatch.Entry> asUser = equipment.inDirectory()
                ? Optional.empty()
                : Optional.of(LoneBatch.Entry.addTo(steps.batch, slots, plan.cwd()));
        steps.setUmask();
        String program = plan.args().getFirst();
        boolean findable = program.indexOf('/') >= 0 || hasPath(plan.env());
        ProgramSearch search =
                ProgramSearch.addTo(steps.batch, program, findable ? candidates(program, plan.env()) : List.of());
        return new LoneBatch(steps.batch, plan.cwd(), asUser, search);
    }

    /**
     * Builds the last batch for such a launcher.
     *
     * @param path the program, found
     * @param waits whether it is to wait for its start, beyond the end of whoever made it
     */
    static ExecBatch last(
            Launcher launcher, ProcessPlan plan, Equipment equipment, String path, boolean waits, Slots slots) {
        ExecSteps steps = new ExecSteps(launcher, plan, equipment, slots);
        boolean asks = plan.listener().isPresent();
        steps.closeOthers();
        if (waits) {
            steps.holdOwnLink();
        }
        if (waits && !asks) {
            steps.waitAlone();
        }
        steps.openHookFiles();
        steps.confine();
        if (asks) {
            steps.endPrelude();
        }
        if (waits && asks) {
            steps.waitAlone();
        }
        steps.giveUpFilterRight();
        steps.runHooks();
        int exec = steps.batch.size();
        steps.batch.add(execve(
                path, equipment.vectors().arguments(), equipment.vectors().environment()));
        return new ExecBatch(steps.prelude, steps.batch, path, exec, 1, steps.addHookFailure());
    }

    private void prepare(List<Integer> streams) {
        closeOthers();
        for (int stream : streams) {
            // So that the user can open /dev/stdout anew. Fails for what does not belong to us, harmlessly.
            batch.add(fchownat(Arg.fd(stream), "", identity.uid(), -1, At.EMPTY_PATH)
                    .tolerant());
        }
    }

    private void closeOthers() {
        // Whatever was opened while mounting, and whatever somebody else forgot, must not reach the container.
        int next = launcher.firstOwn();
        for (int needed : launcher.needed()) {
            if (next < needed) {
                batch.add(closeRange(next, needed - 1));
            }
            next = needed + 1;
        }
        batch.add(closeRange(next, LAST_DESCRIPTOR));
    }

    private void waitAtGate() {
        Block eight = Block.zeroed(Long.BYTES);
        batch.add(read(Arg.fd(Launcher.GATE), eight, Arg.of(Long.BYTES)).named("wait for the start"));
    }

    /**
     * From here on the launcher holds both ends of its link: it does not end with us, and whoever takes a duplicate of
     * {@link Launcher#PEER} has the link. Our end reports end of file.
     */
    private void holdOwnLink() {
        int lowestFree = launcher.firstOwn();
        batch.add(socketPair())
                .add(dup3(Arg.fd(lowestFree + 1), Launcher.PEER, OpenFlags.CLOEXEC))
                .add(dup3(Arg.fd(lowestFree), Trampoline.SOCKET, OpenFlags.CLOEXEC))
                .add(close(Arg.fd(lowestFree)), close(Arg.fd(lowestFree + 1)));
    }

    private void waitAlone() {
        batch.add(read(Arg.fd(Trampoline.SOCKET), Block.zeroed(Long.BYTES), Arg.of(Long.BYTES))
                        .named("wait for the start"))
                .add(close(Arg.fd(Launcher.PEER)));
    }

    private void startSession() {
        if (plan.terminal().isEmpty()) {
            batch.add(setsid().tolerant());
        }
    }

    private void changeIdentity() {
        CapabilitySets sets = plan.capabilities();
        batch.add(keepCapabilities());
        for (int capability : sets.toDrop(OwnCapabilities.current().last())) {
            batch.add(dropFromBoundingSet(capability));
        }
        batch.add(setGroups(identity.groups()), setGid(identity.gid()), setUid(identity.uid()));
        Set<Capability> meanwhile = EnumSet.noneOf(Capability.class);
        meanwhile.addAll(sets.permitted());
        if (plan.filter().isPresent() && !plan.noNewPrivileges()) {
            meanwhile.add(Capability.SYS_ADMIN);
        }
        long permitted = Capability.mask(meanwhile);
        long effective = Capability.mask(sets.effective()) | permitted & Capability.mask(Set.of(Capability.SYS_ADMIN));
        batch.add(setCapabilities(effective, permitted, Capability.mask(sets.inheritable())));
    }

    private void requireShim() {
        batch.add(dieWithParent());
        // EPIPE if the shim died before that: then nobody would ever collect this process.
        batch.add(send(Arg.fd(Launcher.SHIM_LINK), Block.zeroed(1), 1).named("ask whether the shim is alive"));
    }

    /** The walk cannot leave the root, not even through a descriptor that somebody forgot to close. */
    private void enterDirectory() {
        Slot root = slots.next("own root");
        Slot directory = slots.next("working directory");
        String purpose = LoneBatch.directoryPurpose(plan.cwd());
        batch.add(openat2(Arg.of(At.FDCWD), "/", OpenFlags.PATH | OpenFlags.DIRECTORY, 0, 0)
                .into(root));
        batch.add(LoneBatch.Entry.openDirectory(root, plan.cwd()).named(purpose).into(directory));
        batch.add(fchdir(directory, plan.cwd()).named(purpose));
        // Or else the program could be named by way of them.
        batch.add(close(directory), close(root));
    }

    private void setUmask() {
        Integer mask = plan.user().umask();
        batch.add(umask(mask == null ? USUAL_UMASK : mask));
    }

    private void confine() {
        descriptors.ifPresent(value -> batch.add(setLimit(ResourceLimit.NOFILE, value)));
        CapabilitySets sets = plan.capabilities();
        if (plan.noNewPrivileges()) {
            batch.add(noNewPrivileges());
        }
        batch.add(clearAmbient());
        sets.ambient().forEach(capability -> batch.add(raiseAmbient(capability)));
        plan.filter()
                .ifPresent(filter ->
                        batch.add(seccomp(filter.bytes(), filter.flags()).into(listener)));
    }

    /** All so far becomes a batch of its own: an agent has to be there before it is asked about what comes next. */
    private void endPrelude() {
        prelude = Optional.of(new ExecBatch.Prelude(batch, listener));
        batch = new Batch();
        // Whoever asks an agent that has ended hears so, unless somebody else holds the listener.
        batch.add(close(listener).tolerant());
    }

    private void giveUpFilterRight() {
        CapabilitySets sets = plan.capabilities();
        if (plan.filter().isPresent() && !plan.noNewPrivileges()) {
            batch.add(setCapabilities(
                    Capability.mask(sets.effective()),
                    Capability.mask(sets.permitted()),
                    Capability.mask(sets.inheritable())));
        }
    }

    private void openHookFiles() {
        if (!hooks.none()) {
            hookFiles = Optional.of(hooks.open(batch, slots));
        }
    }

    /** They run as the process that the container will have, confined like it. */
    private void runHooks() {
        hookFiles.ifPresent(files -> hooks.run(batch, files, List.of(), vectors.environment(), hookFailed));
    }

    /** Where the batch ends if a hook fails, without the exec. */
    private Optional<ExecBatch.StartHooks> addHookFailure() {
        return hookFiles.map(files -> {
            batch.reply();
            batch.mark(hookFailed);
            hooks.collect(batch, files);
            if (launcher.keeper() instanceof Keeper.Shim) {
                // For a supervisor that was not there when it happened.
                Block canceled = Block.longs(-Errno.ECANCELED.number());
                batch.add(pwrite(Arg.fd(Launcher.EXIT_FILE), canceled, Arg.of(Long.BYTES), Launcher.EXEC_ERROR_OFFSET)
                        .tolerant());
            }
            return new ExecBatch.StartHooks(batch.size(), hooks.results(), hooks.block());
        });
    }

    private ExecBatch exec() {
        int first = batch.size();
        List<String> candidates = candidates(plan.args().getFirst(), plan.env());
        Slot result = slots.next("exec");
        for (String candidate : candidates) {
            batch.add(execve(candidate, vectors.arguments(), vectors.environment())
                    .tolerant()
                    .into(result));
        }
        // Only reached if none worked. For a supervisor that was not there when it happened.
        batch.add(pwrite(Arg.fd(Launcher.EXIT_FILE), result.address(), Arg.of(Long.BYTES), Launcher.EXEC_ERROR_OFFSET)
                .tolerant());
        return new ExecBatch(prelude, batch, plan.args().getFirst(), first, candidates.size(), addHookFailure());
    }

    private static boolean hasPath(List<String> env) {
        return env.stream().anyMatch(variable -> variable.startsWith("PATH="));
    }

    /** What execvp(3) would try; an empty part of PATH means the working directory. */
    static List<String> candidates(String program, List<String> env) {
        if (program.indexOf('/') >= 0) {
            return List.of(program);
        }
        String path = USUAL_PATH;
        for (String variable : env) {
            if (variable.startsWith("PATH=")) {
                path = variable.substring(5);
            }
        }
        List<String> candidates = new ArrayList<>();
        for (String directory : path.split(":", -1)) {
            candidates.add(directory.isEmpty() ? "./" + program : directory + "/" + program);
        }
        return candidates;
    }
}
