package io.jdock.libcontainer.seccomp;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules for one system call of one convention, in the making.
 *
 * <p>As with libseccomp a rule without conditions overrides those with, whichever comes first, and the first such rule stays.
 */
final class CallRules {

    private final List<Verdict.Case> cases = new ArrayList<>(0);
    private @Nullable Verdict always;

    /** @throws InvalidArgumentException if another rule says something else on the same conditions */
    void add(String name, List<Condition> conditions, Verdict wanted) {
        if (always != null) {
            return;
        }
        if (conditions.isEmpty()) {
            always = wanted;
            return;
        }
        Verdict.Case added = new Verdict.Case(conditions, wanted.fallback());
        for (Verdict.Case known : cases) {
            if (known.conditions().equals(added.conditions())) {
                if (!known.action().equals(added.action())) {
                    throw new InvalidArgumentException(
                            "seccomp: two rules for \"%s\" have the same conditions and different actions"
                                    .formatted(name));
                }
                return;
            }
        }
        cases.add(added);
    }

    Verdict verdict(Verdict fallback) {
        if (always != null) {
            return always;
        }
        if (cases.size() > 1) {
            cases.sort((a, b) -> Condition.compare(a.conditions(), b.conditions()));
        }
        return cases.isEmpty() ? fallback : new Verdict(cases, fallback.fallback());
    }
}
