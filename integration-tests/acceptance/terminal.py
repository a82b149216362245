"""A command in a terminal of its own."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

from scenario import PATIENCE, Unmet


class Terminal:
    """Everything is said and heard through the terminal; leaving the context ends the command."""

    def __init__(self, command, environment, rows=24, columns=80):
        self.heard = ""
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            try:
                os.execvpe(command[0], command, environment)
            finally:
                os._exit(127)
        self.resize(rows, columns)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)

    def resize(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def say(self, text):
        os.write(self.master, text.encode())

    def hear(self, text):
        """Waits for a text; returns what was printed before it, and forgets both."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.heard:
            more = self._read(deadline)
            if not more:
                raise Unmet(f"{text!r} was never printed, only {self.heard!r}")
            self.heard += more
        before, _, self.heard = self.heard.partition(text)
        return before

    def status(self):
        """Waits for the end of the command."""
        deadline = time.monotonic() + PATIENCE
        while more := self._read(deadline):
            self.heard += more
        ended, status = os.waitpid(self.pid, os.WNOHANG if time.monotonic() > deadline else 0)
        if not ended:
            raise Unmet(f"it does not end; it printed {self.heard!r}")
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def _read(self, deadline):
        ready, _, _ = select.select([self.master], [], [], max(0, deadline - time.monotonic()))
        try:
            return os.read(self.master, 65536).decode(errors="replace") if ready else ""
        except OSError:
            return ""  # EIO: nobody has the other side open any more
