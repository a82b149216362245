package io.jdock.runc;

import io.jdock.runc.verb.CheckpointVerb;
import io.jdock.runc.verb.CreateVerb;
import io.jdock.runc.verb.DeleteVerb;
import io.jdock.runc.verb.EventsVerb;
import io.jdock.runc.verb.ExecVerb;
import io.jdock.runc.verb.FeaturesVerb;
import io.jdock.runc.verb.KillVerb;
import io.jdock.runc.verb.ListVerb;
import io.jdock.runc.verb.PauseVerb;
import io.jdock.runc.verb.PsVerb;
import io.jdock.runc.verb.RestoreVerb;
import io.jdock.runc.verb.ResumeVerb;
import io.jdock.runc.verb.RunVerb;
import io.jdock.runc.verb.SpecVerb;
import io.jdock.runc.verb.StartVerb;
import io.jdock.runc.verb.StateVerb;
import io.jdock.runc.verb.UpdateVerb;
import io.jdock.runc.verb.Verb;
import java.util.List;
import java.util.Optional;

/** The verbs by name. A switch, so that only the one that is asked for is loaded. */
final class VerbTable {

    /** All names, in the order of the help. */
    static final List<String> NAMES = List.of(
            "checkpoint",
            "create",
            "delete",
            "events",
            "exec",
            "kill",
            "list",
            "pause",
            "ps",
            "restore",
            "resume",
            "run",
            "spec",
            "start",
            "state",
            "update",
            "features");

    private VerbTable() {}

    static Optional<Verb> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "checkpoint" -> new CheckpointVerb();
                    case "create" -> new CreateVerb();
                    case "delete" -> new DeleteVerb();
                    case "events" -> new EventsVerb();
                    case "exec" -> new ExecVerb();
                    case "features" -> new FeaturesVerb();
                    case "kill" -> new KillVerb();
                    case "list" -> new ListVerb();
                    case "pause" -> new PauseVerb();
                    case "ps" -> new PsVerb();
                    case "restore" -> new RestoreVerb();
                    case "resume" -> new ResumeVerb();
                    case "run" -> new RunVerb();
                    case "spec" -> new SpecVerb();
                    case "start" -> new StartVerb();
                    case "state" -> new StateVerb();
                    case "update" -> new UpdateVerb();
                    default -> null;
                });
    }
}
