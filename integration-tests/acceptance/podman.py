"""Debian's podman, which has no daemon: each container has a conmon beside it."""

import os
import pathlib

from runtime_engine import RuntimeEngine, installed
from scenario import LIMITS, Scenarios, same

# podman itself asks for a million, which nobody may set without CAP_SYS_RESOURCE.
LIMIT = "10000:10000"
# The parent of its containers' cgroups.
PARENT = "/libpod_parent"
IMAGE = "localhost/jdock/httpd:embedded"


class Podman(RuntimeEngine):
    NAME = "podman"
    image = IMAGE

    def start(self):
        self.had_no_cgroup = not list(pathlib.Path("/sys/fs/cgroup").glob("**" + PARENT))
        configuration = self.scratch / "containers.conf"
        configuration.write_text(f"""
[engine]
lock_type = "file"
runtime_supports_json = ["{os.path.basename(self.runtime)}"]
[containers]
default_ulimits = ["nofile={LIMIT}", "nproc={LIMIT}"]
init_path = "{installed("docker-init")}"
log_driver = "k8s-file"
""")
        self.environment["CONTAINERS_CONF"] = str(configuration)
        self.command = [
            installed("podman"), "--root", str(self.scratch / "root"), "--runroot", str(self.scratch / "run"),
            "--tmpdir", str(self.scratch / "tmp"), "--cgroup-manager", "cgroupfs", "--events-backend", "file",
            "--runtime", self.runtime,
        ]
        self.say("load", "--input", self.image_archive)

    def clear(self):
        self.run("rm", "--all", "--force", "--time", "0")

    def stop(self):
        self.clear()
        if self.had_no_cgroup:
            self.cgroup = PARENT
            self.remove_cgroup()


OWN = Scenarios()


@OWN.tell("--userns=auto has ids of its own")
def user_namespace(engine):
    """In a mount namespace in which podman finds ids that it may give away."""
    ids = engine.scratch / "ids"
    ids.write_text("containers:300000:655360\n")
    binds = " && ".join(f"touch {file} && mount --bind {ids} {file}" for file in ("/etc/subuid", "/etc/subgid"))
    script = "cat /proc/self/uid_map && id -u && touch /x && echo may"
    plain = engine.command
    engine.command = ["unshare", "--mount", "sh", "-c", binds + ' && exec "$@"', "sh", *plain]
    command = ("run", "--rm", "--userns", "auto", "--network", "none", engine.image, "sh", "-c", script)
    try:
        found = engine.say(*command).split()
    finally:
        engine.command = plain
    same((found[0], 300000 <= int(found[1]) < 955360, found[3:]), ("0", True, ["0", "may"]))


@OWN.tell("a container outlives the podman that runs it, and is found by the next")
def survives(engine):
    script = "trap 'echo told; exit 3' TERM; echo up; while true; do sleep 0.05; done"
    with engine.terminal("run", "--name", "box", "--network", "none", engine.image, "sh", "-c", script) as podman:
        podman.hear("up")
    same(engine.say("ps", "--format", "{{.Names}}"), "box")
    same(engine.say("exec", "box", "echo", "there"), "there")
    engine.say("stop", "box")
    same(engine.say("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", "box"), "exited 3")
    same(engine.say("logs", "box").split(), ["up", "told"])


@OWN.tell("update changes a running container's limits")
def update(engine):
    engine.say("run", "-d", "--name", "box", "--network", "none", "--memory", "64m", engine.image, "sleep", "1000")
    engine.say("update", "--memory", "128m", "--cpus", "0.5", "box")
    same(engine.say("exec", "box", "sh", "-c", LIMITS).splitlines()[:2], [str(128 << 20), "50000 100000"])


@OWN.tell("a pod shares namespaces")
def pod(engine):
    infra = ("--infra-image", engine.image, "--infra-command", "sleep 1000")
    engine.say("pod", "create", "--name", "pod", "--network", "none", *infra)
    try:
        engine.say("run", "-d", "--pod", "pod", "--name", "box", engine.image, "sleep", "1000")
        same(engine.say("run", "--rm", "--pod", "pod", engine.image, "readlink", "/proc/self/ns/ipc"),
             engine.say("exec", "box", "readlink", "/proc/self/ns/ipc"))
    finally:
        engine.run("pod", "rm", "--force", "--time", "0", "pod")
