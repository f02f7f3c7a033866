# SPDX-License-Identifier: Apache-2.0
"""A headless Chromium spoken to by the DevTools protocol over a pipe, so that it needs no port and no package."""
import base64
import contextlib
import fcntl
import itertools
import json
import os
import select
import signal
import tempfile
import time

PATIENCE = 60  # seconds that one answer may take


def _high(descriptor):
    """The same pipe by a number that does not clash with the two that Chromium wants."""
    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return copy


class Browser:
    """One browser process. Not thread-safe. Raises RuntimeError when the browser refuses, ends or does not answer."""

    def __init__(self, program, profile):
        from_test, self._commands = map(_high, os.pipe())
        self._answers, to_test = map(_high, os.pipe())
        self._process = os.posix_spawn(
            program,
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
             "--user-data-dir=" + profile, "about:blank"],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, from_test, 3), (os.POSIX_SPAWN_DUP2, to_test, 4),
                          (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_DUP2, 1, 2)])
        os.close(from_test)
        os.close(to_test)
        self._unread = b""
        self._ids = itertools.count(1)
        self.events = []  # (session, method, parameters) as they came

    def close(self):
        os.close(self._commands)
        os.close(self._answers)
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def send(self, method, session=None, **parameters):
        """The result of a command; keeps events that come before it."""
        number = next(self._ids)
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") != number:
                continue
            if "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']}")
            return answer["result"]

    def wait_for(self, session, method):
        """Returns when the event has come since the events were last cleared."""
        while not any(event[:2] == (session, method) for event in self.events):
            self._receive()

    def _receive(self):
        deadline = time.monotonic() + PATIENCE
        while b"\0" not in self._unread:
            if not select.select([self._answers], [], [], max(0, deadline - time.monotonic()))[0]:
                raise RuntimeError(f"the browser does not answer within {PATIENCE} s")
            data = os.read(self._answers, 1 << 16)
            if not data:
                raise RuntimeError("the browser ended")
            self._unread += data
        text, self._unread = self._unread.split(b"\0", 1)
        message = json.loads(text)
        if "method" in message:
            self.events.append((message.get("sessionId"), message["method"], message.get("params", {})))
        return message


class Page:
    """One tab, of an exact width, in one colour scheme."""

    def __init__(self, browser, width, scheme="light", height=900):
        self._browser = browser
        self.width, self.height, self.scheme = width, height, scheme
        target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(domain + ".enable")
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=width < 800)
        self.emulate("screen", scheme)

    def emulate(self, media, scheme):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.send("Emulation.setEmulatedMedia", media=media, features=features)

    def send(self, method, **parameters):
        return self._browser.send(method, self._session, **parameters)

    def open(self, url):
        self._browser.events.clear()
        self.send("Page.navigate", url=url)
        self._browser.wait_for(self._session, "Page.loadEventFired")

    def events(self, method):
        return [event[2] for event in self._browser.events if event[:2] == (self._session, method)]

    def requests(self):
        """The addresses that were asked for since the page was opened, the page's own among them."""
        return [event["request"]["url"] for event in self.events("Network.requestWillBeSent")]

    def evaluate(self, expression):
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"]["exception"]["description"])
        return result["result"].get("value")

    def screenshot(self, whole=True):
        """The page as PNG, as wide as it is and, when `whole`, as high as its content."""
        return base64.b64decode(self.send("Page.captureScreenshot", captureBeyondViewport=whole)["data"])


@contextlib.contextmanager
def running_browser(program):
    with tempfile.TemporaryDirectory(prefix="sent-browser-", ignore_cleanup_errors=True) as profile:
        browser = Browser(program, profile)
        try:
            yield browser
        finally:
            browser.close()
