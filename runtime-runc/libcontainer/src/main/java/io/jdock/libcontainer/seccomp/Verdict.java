package io.jdock.libcontainer.seccomp;

import java.util.List;

/**
 * What a filter does with one system call: the first case whose conditions hold decides, otherwise {@code fallback} does.
 *
 * <p>Calls with equal verdicts share a leaf of the decision tree.
 */
record Verdict(List<Case> cases, Action fallback) {

    /**
     * One rule of a spec for one call.
     *
     * @param conditions all must hold
     */
    record Case(List<Condition> conditions, Action action) {

        Case {
            conditions = List.copyOf(conditions);
        }
    }

    Verdict {
        cases = List.copyOf(cases);
    }

    /** Spelled out, as what the compiler makes of a record takes a cold start milliseconds to link. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Verdict that && fallback.equals(that.fallback) && cases.equals(that.cases);
    }

    @Override
    public int hashCode() {
        return fallback.hashCode() + cases.size();
    }

    static Verdict always(Action action) {
        return new Verdict(List.of(), action);
    }
}
