"""Debian's containerd, with its own client."""

import signal

from runtime_engine import RuntimeEngine, installed


class Containerd(RuntimeEngine):
    NAME = "containerd"
    image = "docker.io/jdock/httpd:embedded"

    def start(self):
        socket = self.scratch / "containerd.sock"
        self.command = [installed("ctr"), "--address", str(socket)]
        configuration = self.scratch / "config.toml"
        configuration.write_text(f"""
version = 2
root = "{self.scratch}/root"
state = "{self.scratch}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
address = "{socket}"
""")
        self.launch = [installed("containerd"), "--config", str(configuration)]
        self.restart()
        self.say("images", "import", self.image_archive)

    def clear(self):
        for task in self.run("tasks", "ls", "--quiet").output.split():
            self.run("tasks", "rm", "--force", task)
        for container in self.run("containers", "ls", "--quiet").output.split():
            self.run("containers", "rm", container)

    def stop(self):
        self.clear()
        self.end(signal.SIGTERM)
        self.remove_cgroup()
