"""How one case of a suite ended."""

import enum


class Outcome(enum.Enum):
    OK = "ok"
    NOT_OK = "not ok"
    SKIP = "skip"
    MISSING = "missing"  # the other side has this case, this one never reported it
