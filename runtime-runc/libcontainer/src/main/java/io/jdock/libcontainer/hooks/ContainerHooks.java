package io.jdock.libcontainer.hooks;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.trampoline.HostProgram;
import io.jdock.oci.runtime.Hook;
import io.jdock.oci.runtime.Hooks;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.SpecJson;
import io.jdock.oci.runtime.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The hooks of one container and what they are told of it.
 *
 * <p>A hook that fails before the container's program is executed, or directly after, is the failure of what was attempted; the
 * container is then to be destroyed. One that fails when the container is gone is only worth a warning.
 *
 * @param container all that its state says but for status and process
 */
public record ContainerHooks(State container, Map<HookPoint, List<HookPlan>> plans) {

    public ContainerHooks {
        plans = Map.copyOf(plans);
    }

    /**
     * Checks the hooks of a spec.
     *
     * @param bundle directory where those of the runtime's namespaces are run, if it is there
     * @throws InvalidArgumentException for a path that is not absolute
     */
    public static ContainerHooks of(String id, Spec spec, Path bundle) {
        State state = new State(spec.ociVersion(), id, "", 0, bundle.toString(), spec.annotations());
        Map<HookPoint, List<HookPlan>> plans = new EnumMap<>(HookPoint.class);
        Hooks hooks = spec.hooks();
        if (hooks != null) {
            for (HookPoint point : HookPoint.values()) {
                plans.put(point, plan(point, point.in(hooks)));
            }
        }
        return new ContainerHooks(state, plans);
    }

    private static List<HookPlan> plan(HookPoint point, List<Hook> hooks) {
        List<HookPlan> plans = new ArrayList<>(hooks.size());
        for (Hook hook : hooks) {
            plans.add(HookPlan.of(point, plans.size(), hook));
        }
        return List.copyOf(plans);
    }

    /** What a container is said to be at that point. @param pid its first process as the reader sees it, or 0 */
    public State state(String status, int pid) {
        return new State(
                container.ociVersion(), container.id(), status, pid, container.bundle(), container.annotations());
    }

    /**
     * Runs the hooks of a point in the runtime's namespaces.
     *
     * @param pid the container's first process, or 0 if it has none any more
     * @throws InternalException for the first that fails; those behind it are not run
     */
    public void run(HookPoint point, int pid) {
        List<HookPlan> hooks = at(point);
        for (int i = 0; i < hooks.size(); i++) {
            run(point, i, hooks.get(i), pid);
        }
    }

    /** Runs the hooks for the end, each of them; the container is gone. @return what to warn of: those that failed, and why */
    public List<String> runPoststop() {
        List<HookPlan> hooks = at(HookPoint.POSTSTOP);
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < hooks.size(); i++) {
            try {
                run(HookPoint.POSTSTOP, i, hooks.get(i), 0);
            } catch (EngineException e) {
                failures.add(e.text());
            }
        }
        return failures;
    }

    /** The hooks of a point in the container's namespaces, for its launcher to run. @param pid its number as seen in there */
    public InnerHooks inner(HookPoint point, IntSupplier pid) {
        List<HookPlan> hooks = at(point);
        return hooks.isEmpty()
                ? InnerHooks.NONE
                : new InnerHooks(point.specName(), hooks, SpecJson.write(state(point.status(), pid.getAsInt())));
    }

    /** Whether there is anything to run at a point. */
    public boolean has(HookPoint point) {
        return !at(point).isEmpty();
    }

    private List<HookPlan> at(HookPoint point) {
        return plans.getOrDefault(point, List.of());
    }

    private void run(HookPoint point, int index, HookPlan hook, int pid) {
        HostProgram program = new HostProgram(hook.path(), hook.arguments(), environment(hook), directory());
        HostProgram.Outcome outcome;
        try {
            outcome = program.run(SpecJson.write(state(point.status(), pid)), hook.timeout());
        } catch (ErrnoException e) {
            throw HookFailure.notExecuted(point.specName(), index, hook.path(), e.errno());
        }
        if (outcome.ending().isEmpty()) {
            throw HookFailure.tooSlow(point.specName(), index, hook.timeout().orElseThrow());
        }
        if (!outcome.ending().get().isSuccess()) {
            throw HookFailure.ended(
                    point.specName(), index, outcome.ending().get(), outcome.output(), outcome.errors());
        }
    }

    /** A hook that is given none gets ours, as with runc. */
    private static List<String> environment(HookPlan hook) {
        if (!hook.environment().isEmpty()) {
            return hook.environment();
        }
        return System.getenv().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    /** It may be gone when the container is. */
    private Path directory() {
        Path bundle = Path.of(container.bundle());
        return Files.isDirectory(bundle) ? bundle : Path.of("/");
    }
}
