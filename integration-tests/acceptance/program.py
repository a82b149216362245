"""Runs one program of a suite to its end, on a scratch directory of its own."""

import contextlib
import dataclasses
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile


@dataclasses.dataclass(frozen=True)
class Ended:
    status: int
    output: str
    errors: str
    timed_out: bool

    def well(self):
        return self.status == 0 and not self.timed_out


def run(command, directory, environment, scratch, seconds):
    """Runs `command` with nothing on stdin; past `seconds` it is killed with all that it started."""
    process = subprocess.Popen(
        command,
        cwd=directory,
        env={**os.environ, **environment, "TMPDIR": str(scratch)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    timed_out = False
    try:
        output, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        timed_out = True
        _kill_started_with(scratch)
        output, errors = process.communicate()
    return Ended(process.returncode, output.decode(errors="replace"), errors.decode(errors="replace"), timed_out)


@contextlib.contextmanager
def scratch_directory():
    """A directory for TMPDIR. When it goes, so do the processes that inherited it and the mounts below it."""
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="acceptance-"))
    # Searchable by everybody: processes in user namespaces reach their bundles through it.
    scratch.chmod(0o711)
    try:
        yield scratch
    finally:
        _kill_started_with(scratch)
        # A container that shares its host's mount namespace leaves its mounts behind; deleting through them would reach
        # the host's own files.
        for mounted in reversed(_mounts_below(scratch)):
            subprocess.run(["umount", mounted], check=True)
        shutil.rmtree(scratch)


def _kill_started_with(scratch):
    """Kills whoever has inherited the scratch directory: suites leave sessions and process groups of their own behind."""
    mark = f"TMPDIR={scratch}".encode()
    while found := [pid for pid in pathlib.Path("/proc").glob("[0-9]*") if mark in _environment_of(pid)]:
        for pid in found:
            try:
                os.kill(int(pid.name), signal.SIGKILL)
            except ProcessLookupError:
                continue  # ended meanwhile, which is what was wanted


def _environment_of(process):
    """The variables a process was started with; none of one that has ended, or that this user may not look into."""
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return []


def _mounts_below(directory):
    """Mount points below a directory, in the order of their mounting."""
    points = (line.split(" ")[4] for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines())
    return [point for point in points if point.startswith(f"{directory}/")]
