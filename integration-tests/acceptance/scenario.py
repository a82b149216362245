"""What a user does with an engine and expects of it."""

import dataclasses
import time
import typing

# Enough for a cold runtime on a machine that is busy; reached only by what hangs.
PATIENCE = 60


# Prints a container's limits as its cgroup of either version has them: memory, processor time, processes.
LIMITS = """
    cd /sys/fs/cgroup
    if test -e cgroup.controllers; then
        cat memory.max cpu.max pids.max
    else
        cat memory/memory.limit_in_bytes
        echo $(cat cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us)
        cat pids/pids.max
    fi"""


class Unmet(Exception):
    """Something was not as it has to be."""


@dataclasses.dataclass(frozen=True)
class Scenario:
    name: str
    act: typing.Callable


class Scenarios(list):
    """A list of scenarios that functions are added to by decorating them."""

    def tell(self, name):
        def add(act):
            self.append(Scenario(name, act))
            return act

        return add


def same(found, wanted):
    if found != wanted:
        raise Unmet(f"found {found!r}, want {wanted!r}")


def contains(text, part):
    if part not in text:
        raise Unmet(f"{part!r} is not in {text!r}")


def eventually(attempt):
    """Repeats until it no longer raises Unmet."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except Unmet:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
