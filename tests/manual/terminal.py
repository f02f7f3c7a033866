# SPDX-License-Identifier: Apache-2.0
"""An interactive shell on a terminal of its own, whose line can be typed into and looked at."""
import os
import pty
import re
import select
import time

TIMEOUT = 60


class Shell:
    """`setup` is typed first. It binds control-T to printing the line between <<< and >>>."""

    def __init__(self, *command, setup, folder):
        self.seen = b""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, {"PATH": os.environ["PATH"], "TERM": "dumb", "LC_ALL": "C", "HOME": folder,
                                             "PS1": "", "HISTFILE": "/dev/null"})
        self.write(setup + "\necho rea''dy\n")
        self.read_until(rb"ready\r?\n")

    def write(self, text):
        os.write(self.terminal, text.encode())

    def read_until(self, pattern):
        end = time.monotonic() + TIMEOUT
        while not (found := re.search(pattern, self.seen, re.DOTALL)):
            if not select.select([self.terminal], [], [], max(0, end - time.monotonic()))[0]:
                raise TimeoutError(f"no {pattern} in {self.seen}")
            self.seen += os.read(self.terminal, 4096)
        self.seen = self.seen[found.end():]
        return found

    def line_after(self, keys):
        """What the line reads after `keys` were typed into an empty one."""
        self.write(keys + "\x14")
        line = self.read_until(rb"<<<(.*?)>>>").group(1).decode()
        self.write("\x15")
        return line

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)
