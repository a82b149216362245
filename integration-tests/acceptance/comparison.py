"""Compares what a suite says of the real thing and of ours, case by case.

A case counts when the real thing passes it here: what it fails or skips on this machine is no measure of ours. A case that
counts and that ours does not pass is a failure, unless the suite's list of known failures has it. The list is checked both
ways: an entry that ours passes, or that no run has heard of, is a failure too.
"""

import dataclasses

from outcome import Outcome

_SEPARATOR = " :: "
_ALL = ": *"


class KnownFailures:
    """Cases that ours is known not to pass: a file with "CASE :: reason" on each line; "PROGRAM: *" is all of a program's."""

    def __init__(self, path):
        self.reasons = {}
        if not path.exists():
            return
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            if not line or line.startswith("#"):
                continue
            case, separator, reason = line.rpartition(_SEPARATOR)
            if not separator or not reason.strip():
                raise SystemExit(f"{path}:{number}: want \"CASE{_SEPARATOR}reason\", found \"{line}\"")
            self.reasons[case] = reason.strip()

    def among(self, cases):
        """Those of the cases that the list has."""
        return [case for case in cases if any(self._names(entry, case) for entry in self.reasons)]

    def naming_none(self, cases):
        """Entries of the list that name none of the cases."""
        return [entry for entry in self.reasons if not any(self._names(entry, case) for case in cases)]

    @staticmethod
    def _names(entry, case):
        return case == entry or entry.endswith(_ALL) and case.startswith(entry.removesuffix("*"))


@dataclasses.dataclass(frozen=True)
class Comparison:
    """Both sides' outcomes, by case; `complete` when no program of the suite was left out."""

    reference: dict
    ours: dict
    known: KnownFailures
    complete: bool

    def cases(self):
        """Every case that either side reported, the reference's order first."""
        return list(dict.fromkeys([*self.reference, *self.ours]))

    def of_reference(self, case):
        return self.reference.get(case, Outcome.MISSING)

    def of_ours(self, case):
        return self.ours.get(case, Outcome.MISSING)

    def counted(self):
        return [case for case in self.cases() if self.of_reference(case) is Outcome.OK]

    def regressions(self):
        known = set(self.known_failures())
        return [case for case in self.counted() if not self._passes(case) and case not in known]

    def known_failures(self):
        """What counts and is on the list."""
        return self.known.among(self.counted())

    def gains(self):
        """What ours passes and the reference fails."""
        return [case for case in self.cases() if self._passes(case) and self.of_reference(case) is Outcome.NOT_OK]

    def unexpected_passes(self):
        return self.known.among(case for case in self.cases() if self._passes(case))

    def stale(self):
        """Entries of the list that name no case; only a complete run can tell."""
        return self.known.naming_none(self.cases()) if self.complete else []

    def holds(self):
        return bool(self.counted()) and not (self.regressions() or self.unexpected_passes() or self.stale())

    def _passes(self, case):
        return self.of_ours(case) is Outcome.OK


def report(comparison, names):
    """The comparison as lines of text: each case, then what stands out, then the totals. `names` = (reference, ours)."""
    yield f"{names[0]:<8} {names[1]:<8} case"
    for case in comparison.cases():
        yield f"{comparison.of_reference(case).value:<8} {comparison.of_ours(case).value:<8} {case}"
    yield ""
    for title, cases in (
        (f"passes with {names[1]} only", comparison.gains()),
        ("known failure", comparison.known_failures()),
        ("REGRESSION", comparison.regressions()),
        ("UNEXPECTED PASS, take it off the list", comparison.unexpected_passes()),
        ("STALE, no such case", comparison.stale()),
    ):
        yield from (f"{title}: {case}" for case in cases)
    yield ""
    for name, outcomes in zip(names, (comparison.reference, comparison.ours)):
        yield f"{name:<8} {_totals(outcomes)}"
    counted = comparison.counted()
    passed = sum(1 for case in counted if comparison.of_ours(case) is Outcome.OK)
    yield f"score    {passed} of the {len(counted)} that {names[0]} passes here"


def _totals(outcomes):
    values = list(outcomes.values())
    return ", ".join(f"{values.count(kind)} {kind.value}" for kind in (Outcome.OK, Outcome.NOT_OK, Outcome.SKIP))
