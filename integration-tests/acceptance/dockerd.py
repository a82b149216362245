"""Debian's dockerd, which starts a containerd of its own."""

import signal
import subprocess

from runtime_engine import RuntimeEngine, ended, installed
from scenario import LIMITS, Scenarios, contains, eventually, same

IMAGE = "jdock/httpd:embedded"


class Dockerd(RuntimeEngine):
    NAME = "dockerd"
    image = IMAGE
    own = ()
    wrapper = ()

    def start(self):
        socket = self.scratch / "docker.sock"
        self.command = ["docker", "--host", f"unix://{socket}"]
        (self.scratch / "daemon.json").write_text("{}")
        self.launch = [
            *self.wrapper, installed("dockerd"), "--host", f"unix://{socket}",
            "--config-file", str(self.scratch / "daemon.json"),
            "--data-root", str(self.scratch / "data"), "--exec-root", str(self.scratch / "exec"),
            "--pidfile", str(self.scratch / "docker.pid"), "--cgroup-parent", self.cgroup,
            "--bridge", "none", "--iptables=false", "--ip-forward=false", "--live-restore",
            "--add-runtime", f"judged={self.runtime}", "--default-runtime", "judged", *self.own,
        ]
        self.restart()
        self.say("load", "--input", self.image_archive)

    def kill(self):
        """Kills dockerd and its containerd; the shims stay."""
        super().kill()
        pid = int((self.scratch / "exec/containerd/containerd.pid").read_text())
        subprocess.run(["kill", "-KILL", str(pid)], check=True)
        ended(pid)
        (self.scratch / "exec/containerd/containerd.pid").unlink(missing_ok=True)

    def clear(self):
        if ids := self.run("ps", "--all", "--quiet", "--no-trunc").output.split():
            self.run("rm", "--force", "--volumes", *ids)

    def stop(self):
        self.clear()
        self.end(signal.SIGTERM)
        self.remove_cgroup()


class Remapped(Dockerd):
    """The same with --userns-remap, in a mount namespace in which /etc/subuid is ours."""

    NAME = "dockerd --userns-remap"
    own = ("--userns-remap", "nobody:nogroup")

    def start(self):
        ids = self.scratch / "ids"
        ids.write_text("nobody:200000:65536\n")
        binds = " && ".join(f"touch {file} && mount --bind {ids} {file}" for file in ("/etc/subuid", "/etc/subgid"))
        self.wrapper = ("unshare", "--mount", "sh", "-c", binds + ' && exec "$@"', "sh")
        super().start()


OWN = Scenarios()


@OWN.tell("a container outlives the daemons, and is theirs again")
def survives(engine):
    engine.say("run", "-d", "--name", "box", "-v", f"{engine.scratch}:/shared", IMAGE, "sh", "-c",
               "trap 'echo told; exit 3' TERM; echo up; while true; do sleep 0.05; done")
    pid = engine.say("inspect", "--format", "{{.State.Pid}}", "box")

    engine.kill()
    engine.restart()

    same(engine.say("inspect", "--format", "{{.State.Pid}} {{.State.Running}}", "box"), f"{pid} true")
    same(engine.say("exec", "box", "echo", "still here"), "still here")
    engine.say("stop", "box")
    same(engine.say("wait", "box"), "3")
    same(engine.say("logs", "box").split(), ["up", "told"])


@OWN.tell("an end that no daemon saw is on record")
def unseen_end(engine):
    engine.say("run", "-d", "--name", "box", "-v", f"{engine.scratch}:/shared", IMAGE, "sh", "-c",
               "while ! test -e /shared/go; do sleep 0.05; done; exit 4")
    pid = engine.say("inspect", "--format", "{{.State.Pid}}", "box")
    engine.kill()
    (engine.scratch / "go").touch()
    ended(pid)

    engine.restart()

    eventually(lambda: same(engine.say("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", "box"),
                            "exited 4"))


@OWN.tell("its hook gives a container a network namespace")
def network(engine):
    engine.say("run", "-d", "--name", "one", "--network", "none", IMAGE, "sleep", "1000")
    same(engine.say("run", "--rm", "--network", "container:one", IMAGE, "sh", "-c", "ls /sys/class/net"), "lo")


@OWN.tell("update changes a running container's limits")
def update(engine):
    engine.say("run", "-d", "--name", "box", "--memory", "64m", "--pids-limit", "20", IMAGE, "sleep", "1000")
    engine.say("update", "--memory", "128m", "--memory-swap", "256m", "--cpus", "0.5", "--pids-limit", "30", "box")
    same(limits(engine), {"memory": str(128 << 20), "cpu": "50000 100000", "pids": "30"})
    engine.say("update", "--pids-limit", "-1", "box")
    same(limits(engine)["pids"], "max")
    contains(engine.say("exec", "box", "cat", "/proc/self/cgroup"), engine.cgroup)


def limits(engine):
    return dict(zip(("memory", "cpu", "pids"), engine.say("exec", "box", "sh", "-c", LIMITS).splitlines()))


@OWN.tell("a restart policy starts it again")
def restart_policy(engine):
    engine.say("run", "-d", "--name", "box", "--restart", "on-failure:2", IMAGE, "sh", "-c", "echo once; exit 5")
    eventually(lambda: same(engine.say("inspect", "--format", "{{.RestartCount}} {{.State.Status}}", "box"),
                            "2 exited"))
    same(engine.say("logs", "box").split(), ["once"] * 3)


@OWN.tell("a health check is executed in it")
def health(engine):
    check = ("--health-cmd", "test -d /proc", "--health-interval", "1s")
    engine.say("run", "-d", "--name", "box", *check, IMAGE, "sleep", "1000")
    eventually(lambda: same(engine.say("inspect", "--format", "{{.State.Health.Status}}", "box"), "healthy"))
