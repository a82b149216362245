"""Reads the Test Anything Protocol, which most of the field's suites print."""

import re

from outcome import Outcome

_LINE = re.compile(r"^(not )?ok\b\s*(\d+)?\s*-?\s*(.*)$")
_DIRECTIVE = re.compile(r"^(.*?)\s*(?<!\\)#\s*(skip|todo)\b\s*(.*)$", re.IGNORECASE)


def cases(program, text):
    """Maps each case of one program's output to its outcome, in order.

    A case is named "program: description"; descriptions that repeat get " (2)", " (3)" and so on, because numbers shift
    when a suite's program stops early and descriptions do not.
    """
    found = {}
    for line in text.replace("\r", "").splitlines():
        match = _LINE.match(line.lstrip("\0"))
        if match:
            description, outcome = _meaning(match.group(3), bool(match.group(1)))
            found[_unused(found, f"{program}: {description}")] = outcome
    return found


def _meaning(text, failed):
    directive = _DIRECTIVE.match(text)
    if not directive:
        return text, Outcome.NOT_OK if failed else Outcome.OK
    # Some programs skip whole groups without a description; the reason then tells them apart.
    description = directive.group(1) or f"{directive.group(2).lower()} {directive.group(3)}"
    return description, Outcome.SKIP


def _unused(found, name):
    if name not in found:
        return name
    number = 2
    while f"{name} ({number})" in found:
        number += 1
    return f"{name} ({number})"
