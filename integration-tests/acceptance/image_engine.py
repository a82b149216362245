"""Engines that keep images: what they say of one, and the files that a container of it would see."""

import contextlib
import dataclasses
import json
import os
import subprocess

import file_tree
import layout
import program
from runtime_engine import installed
from scenario import Unmet

SECONDS = 300


class ImageEngine:
    """One engine. `command` is its command line up to the verb; `scratch` is its own."""

    command = ()
    environment = {}

    def __init__(self, scratch):
        self.scratch = scratch

    def say(self, *words):
        """Runs a command that has to go well, and returns what it printed."""
        return tool([*self.command, *words], self.scratch, self.environment)

    def facts(self, name):
        image = json.loads(self.say("image", "inspect", name))[0]
        repository = name.rpartition(":")[0]
        manifests = [digest for digest in image["RepoDigests"] or [] if digest.startswith(f"{repository}@")]
        config = image["Id"] if image["Id"].startswith("sha256:") else f"sha256:{image['Id']}"
        return layout.Facts(config, tuple(image["RootFS"]["Layers"]), "".join(manifests).rpartition("@")[2])

    def tree(self, name):
        """What is in a container of the image, read where the engine or we have mounted it."""
        with self.mounted(name) as root:
            return file_tree.read(root)

    def clear(self):
        if ids := sorted(set(self.say("images", "--quiet", "--no-trunc").split())):
            self.say("rmi", "--force", *ids)


class Dockerd(ImageEngine):
    def __init__(self, scratch, socket):
        super().__init__(scratch)
        self.command = ("docker", "--host", f"unix://{socket}")
        self.environment = {"DOCKER_CONFIG": str(scratch)}

    @contextlib.contextmanager
    def mounted(self, name):
        data = json.loads(self.say("image", "inspect", "--format", "{{json .GraphDriver.Data}}", name))
        layers = ":".join(filter(None, (data["UpperDir"], data.get("LowerDir"))))
        if ":" not in layers:
            yield layers
            return
        with _place(self.scratch) as target:
            subprocess.run(["mount", "-t", "overlay", "-o", f"ro,lowerdir={layers}", "overlay", target], check=True)
            try:
                yield target
            finally:
                subprocess.run(["umount", target], check=True)


class Jdockd(Dockerd):
    @contextlib.contextmanager
    def mounted(self, name):
        ctr = ["ctr", "--address", str(self.scratch / "exec/containerd/containerd.sock"), "--namespace", "jdock", "images"]
        with _place(self.scratch) as target:
            tool([*ctr, "mount", name, str(target)], self.scratch)
            try:
                yield target
            finally:
                tool([*ctr, "unmount", "--rm", str(target)], self.scratch)


class Podman(ImageEngine):
    def __init__(self, scratch):
        super().__init__(scratch)
        self.command = (installed("podman"), "--root", str(scratch / "root"), "--runroot", str(scratch / "run"),
                        "--tmpdir", str(scratch / "tmp"), "--events-backend", "file")

    def tree(self, name):
        """It mounts images in a way in which nobody may write into the topmost directory."""
        found = super().tree(name)
        return {**found, b".": dataclasses.replace(found[b"."], mode=0o755)}

    @contextlib.contextmanager
    def mounted(self, name):
        root = self.say("image", "mount", name)
        try:
            yield root
        finally:
            self.say("image", "unmount", name)


def tool(command, directory, environment=None):
    """Runs a program that has to go well, and returns what it printed."""
    ended = program.run(list(map(str, command)), directory, environment or {}, directory, SECONDS)
    if not ended.well():
        raise Unmet(f"{' '.join(map(str, command))}: {(ended.errors or ended.output).strip()[-600:]}")
    return ended.output.strip()


@contextlib.contextmanager
def _place(scratch):
    target = scratch / "mounted"
    target.mkdir()
    try:
        yield target
    finally:
        os.rmdir(target)
