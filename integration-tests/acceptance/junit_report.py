"""Reports in the XML of JUnit, which other test programs write too."""

import xml.etree.ElementTree

from outcome import Outcome


def cases(name, report):
    """Maps each case of a program to its outcome; none at all if the program ended before it reported."""
    if not report.exists():
        return {f"{name}: (the program)": Outcome.NOT_OK}
    return {
        f"{name}: {case.get('classname').rpartition('.')[2]}.{case.get('name')}": _outcome({child.tag for child in case})
        for case in xml.etree.ElementTree.parse(report).iter("testcase")
    }


def _outcome(kinds):
    if kinds & {"failure", "error"}:
        return Outcome.NOT_OK
    return Outcome.SKIP if "skipped" in kinds else Outcome.OK
