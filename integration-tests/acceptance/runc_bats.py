"""runc's own integration tests, prepared: tests/integration/NAME.bats with images and helper programs in place."""

import shlex

import program
import tap

NAME = "runc-bats"
SECONDS = 900


def recognises(suite):
    return any(suite.glob("tests/integration/*.bats"))


def programs(suite):
    return sorted(path.stem for path in suite.glob("tests/integration/*.bats"))


def run(suite, name, runtime, scratch):
    # The tests expect a terminal, as they have under a developer's hands.
    command = ["script", "-qefc", f"bats -t {shlex.quote(name)}.bats", "/dev/null"]
    return program.run(command, suite / "tests/integration", {"RUNC": runtime}, scratch, SECONDS)


def cases(name, ended):
    return tap.cases(name, ended.output)
