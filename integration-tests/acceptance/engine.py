"""Engines on directories, a socket, a bridge network and images of their own, and the registry that they pull from."""

import contextlib
import json
import pathlib
import socket
import subprocess
import time
import urllib.request

START_SECONDS = 60


@contextlib.contextmanager
def engine(command, archive, mirror, network, scratch):
    """Runs `command`, dockerd or ours, with the images of `archive`, if there is one; gives the path of its socket."""
    address = scratch / "engine.sock"
    flags = ["-H", f"unix://{address}", "--data-root", scratch / "data", "--exec-root", scratch / "exec", "--pidfile",
             scratch / "pid", "--bip", network, *(["--registry-mirror", mirror] if mirror else [])]
    if pathlib.Path(command).name == "dockerd":
        (scratch / "daemon.json").write_text("{}")
        flags += ["--config-file", scratch / "daemon.json"]
    else:
        flags += ["--shutdown-containers"]
    with open(scratch / "log", "wb") as log:
        process = subprocess.Popen([command, *map(str, flags)], stdout=log, stderr=log)
    try:
        _await(lambda: subprocess.run(
            ["docker", "-H", f"unix://{address}", "version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            check=False).returncode == 0, process, f"{command} does not answer, see {scratch / 'log'}")
        if archive:
            subprocess.run(["docker", "-H", f"unix://{address}", "load", "--quiet", "-i", archive], check=True,
                           stdout=subprocess.DEVNULL)
        yield str(address)
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def registry(archive, scratch):
    """A registry with the images of an archive, if there is one, under library/; gives its URL."""
    port = _free_port()
    configuration = scratch / "registry.json"
    configuration.write_text(json.dumps({
        "version": "0.1", "storage": {"filesystem": {"rootdirectory": str(scratch / "registry")}},
        "http": {"addr": f"127.0.0.1:{port}"}}))
    with open(scratch / "registry.log", "wb") as log:
        process = subprocess.Popen(["docker-registry", "serve", str(configuration)], stdout=log, stderr=log)
    try:
        _await(lambda: _answers(f"http://127.0.0.1:{port}/v2/"), process, "the registry does not answer")
        for name in names(archive) if archive else ():
            subprocess.run(["skopeo", "copy", "--quiet", "--dest-tls-verify=false", f"docker-archive:{archive}:{name}",
                            f"docker://127.0.0.1:{port}/library/{name}"], check=True)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def names(archive):
    """The references of a docker archive's images."""
    manifest = subprocess.run(["tar", "-xOf", archive, "manifest.json"], stdout=subprocess.PIPE, check=True).stdout
    return [name for image in json.loads(manifest) for name in image["RepoTags"]]


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(url):
    try:
        with urllib.request.urlopen(url, timeout=1):
            return True
    except OSError:
        return False


def _await(condition, process, complaint):
    """There is no event for a server's readiness that all of these give, so it is asked for."""
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(complaint)
        time.sleep(0.1)
