"""What dockerd's and podman's users do: the two have the same command line."""

import time

from scenario import LIMITS, Scenarios, contains, eventually, same

COMMON = Scenarios()
USER_NAMESPACE = Scenarios()


def both(name):
    """A scenario that also has to go well in a user namespace."""
    return lambda act: USER_NAMESPACE.tell(name)(COMMON.tell(name)(act))


def once(engine, *words, status=0):
    """Runs a container to its end: its options and a script."""
    *options, script = words
    return engine.say("run", "--rm", "--network", "none", *options, engine.image, "sh", "-c", script, status=status)


def box(engine, *words):
    """Runs a container in the background."""
    *options, script = words
    engine.say("run", "-d", "--name", "box", "--network", "none", *options, engine.image, "sh", "-c", script)


def state(engine, field):
    return engine.say("inspect", "--format", "{{.State.%s}}" % field, "box")


@both("run prints and tells the exit status")
def run(engine):
    same(once(engine, "echo out; exit 7", status=7), "out")


@both("run reads what it is given")
def run_reads(engine):
    same(engine.say("run", "--rm", "-i", "--network", "none", engine.image, "cat", stdin="said\n"), "said")


@COMMON.tell("a program that is missing is 127, one that is none is 126")
def run_missing(engine):
    command = ("run", "--rm", "--network", "none", engine.image)
    contains(engine.run(*command, "/nonexistent").errors.lower(), "no such file or directory")
    contains(engine.run(*command, "nonexistent").errors.lower(), "executable file")
    for program, status in (("/nonexistent", 127), ("nonexistent", 127), ("/etc/passwd", 126), ("/etc", 126)):
        engine.say(*command, program, status=status)


@both("a terminal has a size, changes it and passes on control characters")
def terminal(engine):
    with engine.terminal("run", "--rm", "-it", "--network", "none", engine.image, "sh") as term:
        term.hear("#")
        takes_sizes(term)
        term.say("trap 'echo int''errupted; exit 5' INT; echo re''ady; while true; do sleep 0.05; done\n")
        term.hear("ready")
        term.say("\x03")
        term.hear("interrupted")
        same(term.status(), 5)


def takes_sizes(term):
    """A size takes its way while the shell already answers, and is lost on a client that does not listen yet."""

    def taken():
        for columns in (110, 111):
            term.resize(33, columns)
        term.say("stty size; echo do''ne\n")
        contains(term.hear("done"), "33 111")

    eventually(taken)


@both("exec prints and tells the exit status")
def execute(engine):
    box(engine, "sleep 1000")
    same(engine.say("exec", "box", "sh", "-c", "echo out; exit 6", status=6), "out")
    same(engine.say("exec", "-i", "box", "cat", stdin="said\n"), "said")
    for program, reason in (("/nonexistent", "no such file or directory"), ("/etc/passwd", "permission denied")):
        failed = engine.run("exec", "box", program)
        contains((failed.output + failed.errors).lower(), reason)
        same(failed.status in (126, 127), True)
    same(engine.say("exec", "--user", "1000:1001", "--env", "A=b", "--workdir", "/tmp", "box",
                    "sh", "-c", "id -u; id -g; echo $A; pwd").split(), ["1000", "1001", "b", "/tmp"])


@both("exec in a terminal")
def execute_terminal(engine):
    box(engine, "sleep 1000")
    with engine.terminal("exec", "-it", "box", "sh") as term:
        term.hear("#")
        takes_sizes(term)
        term.say("exit 9\n")
        same(term.status(), 9)


@COMMON.tell("a terminal is left and attached to again")
def detach(engine):
    box(engine, "-it", "sh")
    with engine.terminal("attach", "box") as term:
        term.say("echo fi''rst\n")
        term.hear("first")
        for key in ("\x10", "\x11"):
            # Taken for what is typed if both are read at once.
            time.sleep(0.2)
            term.say(key)
        term.status()
    same(state(engine, "Running"), "true")
    with engine.terminal("attach", "box") as term:
        term.say("echo sec''ond\n")
        term.hear("second")
        term.say("exit 4\n")
        term.status()
    same(engine.say("wait", "box"), "4")


@both("limits are those of the cgroup")
def limits(engine):
    options = ("--memory", "64m", "--pids-limit", "20", "--cpus", "0.5")
    ulimits = ("--ulimit", "nofile=99:100", "--ulimit", "nproc=5000:5000")
    same(once(engine, *options, *ulimits, LIMITS + "\nulimit -n").splitlines(),
         [str(64 << 20), "50000 100000", "20", "99"])


@COMMON.tell("one that takes too much memory is killed, and that is told")
def out_of_memory(engine):
    engine.say("run", "--name", "box", "--network", "none", "--memory", "20m", "--memory-swap", "20m", engine.image,
               "sh", "-c", "tail /dev/zero; test $? = 137 && sleep 1")
    same(state(engine, "OOMKilled"), "true")


@both("pause, and unpause")
def pause(engine):
    box(engine, "while true; do echo x >> /beat; sleep 0.01; done")
    engine.say("pause", "box")
    same(state(engine, "Status"), "paused")
    engine.say("unpause", "box")
    same(state(engine, "Status"), "running")
    engine.say("exec", "box", "sh", "-c", "n=$(wc -l < /beat); while test $(wc -l < /beat) = $n; do sleep 0.01; done")


@COMMON.tell("a paused one can be killed")
def paused_kill(engine):
    box(engine, "sleep 1000")
    engine.say("pause", "box")
    engine.say("kill", "box")
    same(engine.say("wait", "box"), "137")


@both("stats measures it")
def stats(engine):
    box(engine, "while true; do :; done")

    def measured():
        line = engine.say("stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}} {{.PIDs}}", "box")
        name, used, *_, pids = line.split()
        same(name, "box")
        same(used[0].isdigit() and not used.startswith("0B") and int(pids) >= 1, True)

    eventually(measured)


@both("--init reaps and passes signals on")
def init(engine):
    box(engine, "--init", "trap 'exit 3' TERM; while true; do sleep 0.05; done")
    contains(engine.say("exec", "box", "cat", "/proc/1/comm"), "init")
    engine.say("kill", "--signal", "TERM", "box")
    same(engine.say("wait", "box"), "3")


@COMMON.tell("--privileged may do what the host may")
def privileged(engine):
    script = "mkdir /t && mount -t tmpfs none /t && test -w /sys && test -w /proc/sys && test -e /dev/kmsg && echo may"
    same(once(engine, "--privileged", script), "may")
    same(once(engine, "! mount -t tmpfs none /tmp 2>/dev/null && ! test -e /dev/kmsg && echo may not"), "may not")
    options = ("--cap-add", "SYS_ADMIN", "--security-opt", "seccomp=unconfined")
    same(once(engine, *options, "mount -t tmpfs none /tmp && echo may"), "may")


@COMMON.tell("exec --privileged has the capabilities that the container has not")
def privileged_exec(engine):
    box(engine, "sleep 1000")
    script = "echo $((0x$(grep CapEff /proc/self/status | cut -f 2) >> 21 & 1))"  # CAP_SYS_ADMIN
    same(engine.say("exec", "box", "sh", "-c", script), "0")
    same(engine.say("exec", "--privileged", "box", "sh", "-c", script), "1")


@both("who it is")
def identity(engine):
    options = ("--hostname", "there", "--user", "12:34", "--group-add", "56", "--workdir", "/etc", "--env", "A=b")
    same(once(engine, *options, "hostname; id -u; id -g; id -G; pwd; echo $A").splitlines(),
         ["there", "12", "34", "34 56", "/etc", "b"])


@both("capabilities and no_new_privs")
def capabilities(engine):
    options = ("--cap-drop", "ALL", "--cap-add", "CHOWN", "--security-opt", "no-new-privileges")
    found = once(engine, *options, "grep -E '^(Cap(Prm|Eff|Bnd)|NoNewPrivs|Seccomp):' /proc/self/status").split()
    one = "0000000000000001"
    same(found, ["CapPrm:", one, "CapEff:", one, "CapBnd:", one, "NoNewPrivs:", "1", "Seccomp:", "2"])


@both("mounts: volumes, tmpfs, a read-only root")
def mounts(engine):
    shared = engine.scratch / "shared"
    shared.mkdir(mode=0o777, exist_ok=True)
    shared.chmod(0o777)
    volumes = ("-v", f"{shared}:/shared", "-v", f"{shared}:/ro:ro", "-v", "/kept")
    found = once(engine, "--read-only", *volumes, "--tmpfs", "/scratch:size=1m,mode=1777", "--shm-size", "5m",
                 "echo x > /shared/file && cat /ro/file; touch /scratch/x /kept/x && echo y;"
                 "touch /x /ro/x 2>/dev/null || echo z; df -k /scratch /dev/shm | awk 'NR > 1 { print $2 }'")
    same(found.split(), ["x", "y", "z", "1024", "5120"])


@COMMON.tell("devices, sysctls, namespaces of others")
def namespaces(engine):
    same(once(engine, "--device", "/dev/fuse:/dev/other:r", "--sysctl", "kernel.msgmax=4444",
              "ls /dev/other; cat /proc/sys/kernel/msgmax").split(), ["/dev/other", "4444"])
    box(engine, "--ipc", "shareable", "sleep 1000")
    contains(once(engine, "--pid", "container:box", "ps"), "sleep 1000")
    same(once(engine, "--ipc", "container:box", "readlink /proc/self/ns/ipc"),
         engine.say("exec", "box", "readlink", "/proc/self/ns/ipc"))
    contains(once(engine, "--pid", "host", "--uts", "host", "ps"), "python3")


@COMMON.tell("what is hidden is hidden")
def masked(engine):
    script = "cat /proc/keys /proc/timer_list | wc -c; ls /proc/acpi /sys/firmware | grep -v : | wc -w"
    same(once(engine, script).split(), ["0", "0"])
    same(once(engine, "(echo h > /proc/sysrq-trigger) 2>/dev/null || echo refused"), "refused")


@both("stop asks, and kills who does not listen")
def stop(engine):
    box(engine, "trap 'exit 3' TERM; while true; do sleep 0.05; done")
    engine.say("stop", "box")
    same(state(engine, "ExitCode"), "3")
    engine.say("rm", "box")
    box(engine, "trap '' TERM; while true; do sleep 0.05; done")
    before = time.monotonic()
    engine.say("stop", "--time", "1", "box")
    same(time.monotonic() - before >= 1, True)
    same(state(engine, "ExitCode"), "137")


@both("kill sends any signal")
def kill(engine):
    box(engine, "trap 'echo one' USR1; echo ready; while true; do sleep 0.05; done")
    eventually(lambda: contains(engine.say("logs", "box"), "ready"))
    engine.say("kill", "--signal", "USR1", "box")
    eventually(lambda: same(engine.say("logs", "box").split(), ["ready", "one"]))
    engine.say("kill", "box")
    same(engine.say("wait", "box"), "137")


@both("restart, start again, and remove by force")
def restart(engine):
    box(engine, "echo run; trap 'exit 0' TERM; while true; do sleep 0.05; done")
    engine.say("restart", "box")
    engine.say("stop", "box")
    engine.say("start", "box")
    eventually(lambda: same(engine.say("logs", "box").split(), ["run"] * 3))
    engine.say("rm", "--force", "box")
    same(engine.say("ps", "--all", "--quiet"), "")


@both("cp goes in and out")
def copy(engine):
    box(engine, "sleep 1000")
    source = engine.scratch / "source"
    source.write_text("text\n")
    engine.say("cp", str(source), "box:/tmp/inside")
    same(engine.say("exec", "box", "cat", "/tmp/inside"), "text")
    engine.say("cp", "box:/tmp/inside", str(engine.scratch / "back"))
    same((engine.scratch / "back").read_text(), "text\n")


@both("top lists its processes")
def top(engine):
    box(engine, "sleep 1000 & sleep 1000; true")
    eventually(lambda: same(engine.say("top", "box").count("sleep 1000") >= 2, True))


@USER_NAMESPACE.tell("root in it is nobody outside")
def mapped(engine):
    same(once(engine, "cat /proc/self/uid_map /proc/self/gid_map").split(), ["0", "200000", "65536"] * 2)
    box(engine, "sleep 1000")
    pid = state(engine, "Pid")
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        contains(status.read(), "Uid:\t200000\t200000\t200000\t200000")
    same(engine.say("exec", "box", "id", "-u"), "0")
    same(once(engine, "--userns", "host", "cat /proc/self/uid_map").split(), ["0", "0", "4294967295"])
