package io.jdock.libcontainer.seccomp;

import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.SyscallArg;
import io.jdock.oci.runtime.SyscallRule;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rule of a profile whose names are looked up, once for all conventions. Names that no machine has are left out, as runc does.
 *
 * @param calls what is known of each call that it names
 * @param always its action, as the verdict on a call that gets it whatever its arguments
 * @param alternatives whether its conditions are alternatives, which they are if two are on the same argument
 */
record ResolvedRule(List<SyscallTable.Call> calls, Verdict always, List<SyscallArg> args, boolean alternatives) {

    static List<ResolvedRule> all(Seccomp profile) {
        List<ResolvedRule> rules = new ArrayList<>(profile.syscalls().size());
        for (SyscallRule rule : profile.syscalls()) {
            rules.add(of(rule));
        }
        return rules;
    }

    private static ResolvedRule of(SyscallRule rule) {
        List<SyscallTable.Call> calls = new ArrayList<>(rule.names().size());
        for (String name : rule.names()) {
            SyscallTable.Call call = SyscallTable.find(name);
            if (call == null) {
                Log.LOG.debug("seccomp: unknown system call \"{}\" is ignored", name);
            } else {
                calls.add(call);
            }
        }
        Verdict always = Verdict.always(Action.named(rule.action(), rule.errnoRet()));
        return new ResolvedRule(calls, always, rule.args(), namesAnArgumentTwice(rule.args()));
    }

    Action action() {
        return always.fallback();
    }

    private static boolean namesAnArgumentTwice(List<SyscallArg> args) {
        int seen = 0;
        for (SyscallArg arg : args) {
            int bit = 1 << arg.index();
            if ((seen & bit) != 0) {
                return true;
            }
            seen |= bit;
        }
        return false;
    }

    /** Loaded when there is something to log: the command line, which starts cold, runs without a logger. */
    private static final class Log {
        private static final Logger LOG = LoggerFactory.getLogger(ResolvedRule.class);
    }
}
