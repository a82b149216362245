"""What ctr does with containerd."""

from runtime_engine import ended
from scenario import LIMITS, Scenarios, contains, eventually, same

SCENARIOS = Scenarios()


def run(engine, *words):
    """The command of a container that is named box: options and a script."""
    *options, script = words
    cgroup = ("--cgroup", f"{engine.cgroup}/box")
    return ("run", "--runc-binary", engine.runtime, *cgroup, *options, engine.image, "box", "sh", "-c", script)


def task(engine):
    """Its status and its pid."""
    lines = [line.split() for line in engine.say("tasks", "ls").splitlines()[1:]]
    return next(((status, pid) for name, pid, status in lines if name == "box"), ("", ""))


def background(engine, *words):
    engine.say(*run(engine, "--detach", *words))
    same(task(engine)[0], "RUNNING")


def removed(engine, status):
    """ctr itself ends well, and only mentions how the task did."""
    contains(engine.run("tasks", "rm", "box").errors, f"exit with non-zero exit code {status}\"")


@SCENARIOS.tell("run prints and tells the exit status")
def run_status(engine):
    same(engine.say(*run(engine, "--rm", "echo out; exit 7"), status=7), "out")


@SCENARIOS.tell("a terminal has a size and changes it")
def terminal(engine):
    with engine.terminal(*run(engine, "--rm", "--tty", "exec sh")) as term:
        term.hear("#")
        term.resize(33, 111)
        term.say("while ! stty size | grep -q '33 111'; do sleep 0.05; done; echo si''zed\n")
        term.hear("sized")
        term.say("exit 5\n")
        same(term.status(), 5)


@SCENARIOS.tell("exec prints and tells the exit status")
def execute(engine):
    background(engine, "sleep 1000")
    same(engine.say("tasks", "exec", "--exec-id", "more", "box", "sh", "-c", "echo out; exit 6", status=6), "out")
    with engine.terminal("tasks", "exec", "--tty", "--exec-id", "shell", "box", "sh") as term:
        term.hear("#")
        term.say("tty\n")
        term.hear("/dev/pts/")
        term.say("exit 9\n")
        same(term.status(), 9)


@SCENARIOS.tell("limits are those of the cgroup")
def limits(engine):
    mount = ("--mount", "type=cgroup,src=cgroup,dst=/sys/fs/cgroup,options=ro")
    options = (*mount, "--memory-limit", str(64 << 20), "--cpus", "0.5")
    same(engine.say(*run(engine, "--rm", *options, LIMITS)).splitlines()[:2], [str(64 << 20), "50000 100000"])


@SCENARIOS.tell("pause, resume, metrics, processes")
def control(engine):
    background(engine, "sleep 1000")
    engine.say("tasks", "pause", "box")
    same(task(engine)[0], "PAUSED")
    engine.say("tasks", "resume", "box")
    same(task(engine)[0], "RUNNING")
    contains(engine.say("tasks", "metrics", "box"), "memory.usage_in_bytes")
    contains(engine.say("tasks", "ps", "box"), task(engine)[1])


@SCENARIOS.tell("--privileged may mount")
def privileged(engine):
    same(engine.say(*run(engine, "--rm", "--privileged", "mount -t tmpfs none /tmp && echo may")), "may")


@SCENARIOS.tell("user namespaces")
def user_namespace(engine):
    maps = ("--uidmap", "0:200000:65536", "--gidmap", "0:200000:65536")
    same(engine.say(*run(engine, "--rm", *maps, "cat /proc/self/uid_map; id -u; touch /x && echo may")).split(),
         ["0", "200000", "65536", "0", "may"])


@SCENARIOS.tell("kill, and delete")
def kill(engine):
    background(engine, "trap 'exit 3' TERM; while true; do sleep 0.05; done")
    engine.say("tasks", "kill", "--signal", "SIGTERM", "box")
    eventually(lambda: same(task(engine)[0], "STOPPED"))
    removed(engine, 3)
    engine.say("containers", "rm", "box")


@SCENARIOS.tell("a container outlives containerd, and is its again")
def survives(engine):
    background(engine, "sleep 1000")
    before = task(engine)
    engine.kill()
    engine.restart()
    same(task(engine), before)
    same(engine.say("tasks", "exec", "--exec-id", "more", "box", "echo", "still here"), "still here")
    engine.say("tasks", "kill", "--signal", "SIGKILL", "box")
    eventually(lambda: same(task(engine)[0], "STOPPED"))
    removed(engine, 137)


@SCENARIOS.tell("an end that containerd did not see is told")
def unseen_end(engine):
    background(engine, "--mount", f"type=bind,src={engine.scratch},dst=/shared,options=rbind",
               "while ! test -e /shared/go; do sleep 0.05; done; exit 4")
    pid = task(engine)[1]
    engine.kill()
    (engine.scratch / "go").touch()
    ended(pid)
    engine.restart()
    same(task(engine)[0], "STOPPED")
    removed(engine, 4)
