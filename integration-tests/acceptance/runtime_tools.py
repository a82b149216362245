"""The validation programs of opencontainers/runtime-tools, built: validation/NAME/NAME.t, each printing TAP."""

import program
import tap
from outcome import Outcome

NAME = "runtime-tools"
SECONDS = 120


def recognises(suite):
    return any(suite.glob("validation/*/*.t"))


def programs(suite):
    return sorted(path.stem for path in suite.glob("validation/*/*.t"))


def run(suite, name, runtime, scratch):
    return program.run([f"validation/{name}/{name}.t"], suite, {"RUNTIME": runtime}, scratch, SECONDS)


def cases(name, ended):
    """The program's own cases, and one for the program as a whole.

    Many programs report no case at all: they end with a status, or print a YAML block with an "error" after an empty plan.
    """
    found = tap.cases(name, ended.output)
    complains = not found and '"error"' in ended.output
    found[f"{name}: (the program)"] = Outcome.OK if ended.well() and not complains else Outcome.NOT_OK
    return found
