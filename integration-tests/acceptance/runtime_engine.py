"""What engines have in common: directories and a cgroup of their own, daemons that can be killed, commands."""

import os
import pathlib
import shutil
import signal
import subprocess
import uuid

import program
from scenario import PATIENCE, Unmet, eventually, same
from terminal import Terminal


class RuntimeEngine:
    """One engine with one runtime. `command` is its command line up to the verb."""

    NAME = ""

    def __init__(self, runtime, scratch, image):
        self.runtime = runtime
        self.scratch = scratch
        self.image_archive = image
        self.cgroup = f"/acceptance-{uuid.uuid4().hex[:12]}"
        self.command = []
        self.launch = []
        self.environment = {"TMPDIR": str(scratch)}
        self.daemon = None

    # Each engine: start(), stop(), and clear() between scenarios; restart() after a kill, if it has a daemon.

    def run(self, *words, stdin=""):
        """Runs a command of the engine to its end."""
        ended = subprocess.run(
            [*self.command, *words],
            cwd=self.scratch,
            env={**os.environ, **self.environment},
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            text=True,
            errors="replace",
            check=False,
        )
        return program.Ended(ended.returncode, ended.stdout, ended.stderr, False)

    def say(self, *words, stdin="", status=0):
        """Runs a command that has to end like this, and returns what it printed."""
        ended = self.run(*words, stdin=stdin)
        if ended.status != status:
            raise Unmet(f"{' '.join(words)}: status {ended.status}, want {status}: {ended.output}{ended.errors}")
        return ended.output.strip()

    def terminal(self, *words):
        return Terminal([*self.command, *words], {**os.environ, **self.environment})

    def spawn(self, command):
        """Starts a daemon, which writes its log into the scratch directory."""
        with open(self.scratch / "daemon.log", "ab") as log:
            self.daemon = subprocess.Popen(
                command, env={**os.environ, **self.environment}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def restart(self):
        self.spawn(self.launch)

        def answered():
            if self.daemon.poll() is not None:
                raise SystemExit(f"{self.NAME} does not start:\n{self.log()}")
            self.say("version")

        eventually(answered)

    def log(self):
        return (self.scratch / "daemon.log").read_text(errors="replace")[-4000:]

    def end(self, how):
        if self.daemon is not None and self.daemon.poll() is None:
            self.daemon.send_signal(how)
            self.daemon.wait(PATIENCE)

    def kill(self):
        self.end(signal.SIGKILL)

    def remove_cgroup(self):
        for parent in list(pathlib.Path("/sys/fs/cgroup").glob("**" + self.cgroup)):
            if not (parent / "cgroup.procs").exists():
                # podman makes plain directories where a controller is not mounted.
                shutil.rmtree(parent)
                continue
            for directory, _, _ in os.walk(parent, topdown=False):
                os.rmdir(directory)


def ended(pid):
    """Waits for the end of a process, whether somebody waits for it or not."""
    eventually(lambda: same(pathlib.Path(f"/proc/{pid}/ns/pid").exists(), False))


def installed(command):
    found = shutil.which(command, path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    if found is None:
        raise SystemExit(f"{command}: no such command")
    return found
