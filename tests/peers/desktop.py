"""A person's desktop: a screen, a session bus with a keyring, a window driven by keys and mouse."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .waiting import until

ROOT = Path(__file__).resolve().parents[2]
_APT = "apt-get install xvfb xdotool dbus gnome-keyring at-spi2-core python3-pyatspi"
_NEEDED = ("Xvfb", "xdotool", "dbus-daemon", "gnome-keyring-daemon")
_WINDOW = "Agentkonsoll"
_FARTHEST = 30
_LOOKING_S = 0.06
"""Between two looks: while it is read to, the window does nothing else."""
_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"


class DesktopMissing(RuntimeError):
    """A program of the desktop is not installed; the message says what to type."""


@dataclass(frozen=True)
class Thing:
    """Something in the window, as a screen reader names it."""

    name: str
    role: str
    text: str
    x: int
    y: int
    w: int
    h: int
    showing: bool
    focused: bool
    enabled: bool


class Desktop:
    """Everything of one person's session, in a folder of its own; ended by `stop`."""

    def __init__(self, size: str = "1920x1080") -> None:
        missing = [name for name in _NEEDED if shutil.which(name) is None]
        if missing or not Path(_LAUNCHER).exists():
            raise DesktopMissing(f"{', '.join(missing)} missing. Type: {_APT}")
        self.home = Path(tempfile.mkdtemp(prefix="desktop-"))
        self._size = size
        self._processes: list[subprocess.Popen[Any]] = []
        self.env: dict[str, str] = {}
        self._reader: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self.env = self._environment()
        self._screen()
        self._bus()
        self._keyring()
        self._spawn([_LAUNCHER, "--launch-immediately"])
        self._reader = subprocess.Popen(
            ["/usr/bin/python3", str(Path(__file__).with_name("spoken_window.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=self.env,
            stderr=subprocess.DEVNULL,
        )

    def launch(self, *words: str) -> subprocess.Popen[Any]:
        """Starts `agent-console WORDS` in this session."""
        with (self.home / "console.err").open("ab") as log:
            return self._spawn([sys.executable, "-m", "console", *words], cwd=ROOT, stderr=log)

    def find(self, name: str, role: str = "") -> list[Thing]:
        """Everything that shows and whose name holds these words."""
        things = [Thing(**answer) for answer in self._ask(find=[name, role])]
        return [thing for thing in things if thing.showing and thing.w > 0 and thing.h > 0]

    def see(self, name: str, role: str = "", timeout_s: float = 90) -> Thing:
        """Waits until it shows."""
        seen: list[Thing] = []

        def is_there() -> bool:
            seen[:] = [Thing(**answer) for answer in self._ask(first=[name, role])]
            return bool(seen)

        what = f"{role or 'something'} named “{name}” on the screen"
        until(is_there, what, timeout_s, _LOOKING_S)
        return seen[0]

    def gone(self, name: str, role: str = "", timeout_s: float = 90) -> None:
        """Waits until it no longer shows."""
        until(lambda: not self.find(name, role), f"“{name}” to go", timeout_s, _LOOKING_S)

    def keyboard(self) -> list[str]:
        """The names of what has the keyboard: innermost, and what it is handed on by."""
        return [str(name) for name in self._ask(focused=True)]

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Presses Tab until the keyboard is at what is named so."""
        way: list[list[str]] = []
        while name not in (there := self.keyboard()):
            way.append(there)
            assert len(way) <= _FARTHEST, f"no {key} leads to “{name}”, only: {way}"
            self.key(key)

    def take_keyboard(self, title: str = _WINDOW) -> None:
        """Hands the window the keyboard, as a window manager would; there is none here."""
        self._xdotool("search", "--onlyvisible", "--name", title, "windowfocus", "--sync")

    def click(self, name: str, role: str = "") -> None:
        """Waits until it shows, and clicks its middle."""
        thing = self.see(name, role)
        self.click_at(thing.x + thing.w // 2, thing.y + thing.h // 2)

    def click_at(self, x: int, y: int) -> None:
        self._xdotool("mousemove", "--sync", str(x), str(y), "click", "1")

    def point_at(self, x: int, y: int) -> None:
        """Moves the pointer there; nothing is pressed."""
        self._xdotool("mousemove", "--sync", str(x), str(y))

    def press(self) -> None:
        """The left button, where the pointer is."""
        self._xdotool("click", "1")

    def lies_at(self, x: int, y: int) -> list[Thing]:
        """What a screen reader finds at a point, in each of our windows that lies there."""
        return [Thing(**answer) for answer in self._ask(at=[x, y])]

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "12", "--", text)

    def key(self, *keys: str) -> None:
        self._xdotool("key", "--delay", "30", *keys)

    def screenshot(self, path: Path) -> None:
        """What the screen shows, as PNG; nothing where ImageMagick is not installed."""
        if shutil.which("import") is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["import", "-window", "root", str(path)], env=self.env, check=False, timeout=20
        )

    def errors(self) -> str:
        """What the programs said on standard error."""
        path = self.home / "console.err"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def stop(self) -> None:
        """Ends what was started, last first."""
        if self._reader is not None:
            self._reader.kill()
            self._reader.wait()
            for pipe in (self._reader.stdin, self._reader.stdout):
                if pipe is not None:
                    pipe.close()
        for process in reversed(self._processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in reversed(self._processes):
            try:
                process.wait(8)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def _ask(self, **command: Any) -> list[Any]:
        reader = self._reader
        assert reader is not None
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdin.write(json.dumps(command) + "\n")
        reader.stdin.flush()
        answers: list[Any] = json.loads(reader.stdout.readline())
        return answers

    def _environment(self) -> dict[str, str]:
        kept = ("PATH", "LANG", "LC_ALL", "PYENV_ROOT", "VIRTUAL_ENV")
        env = {name: os.environ[name] for name in kept if name in os.environ}
        runtime = self.home / "run"
        runtime.mkdir(mode=0o700)
        return env | {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "xcb",
            "QT_ACCESSIBILITY": "1",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONUNBUFFERED": "1",
            "AGENT_CONSOLE_STATUS_PAGE": "off",
        }

    def _screen(self) -> None:
        reading, writing = os.pipe()
        self._spawn(
            [
                "Xvfb",
                "-displayfd",
                str(writing),
                "-screen",
                "0",
                f"{self._size}x24",
                "-nolisten",
                "tcp",
                # Else it starts anew whenever its last client leaves, and refuses who comes then.
                "-noreset",
            ],
            pass_fds=(writing,),
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            self.env["DISPLAY"] = f":{pipe.readline().strip()}"

    def _bus(self) -> None:
        bus = self._spawn(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert bus.stdout is not None
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()

    def _keyring(self) -> None:
        ring = self._spawn(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            stdin=subprocess.PIPE,
        )
        assert ring.stdin is not None
        ring.stdin.write(b"test")
        ring.stdin.close()

    def _spawn(self, words: list[str], **options: Any) -> subprocess.Popen[Any]:
        options.setdefault("stdout", subprocess.DEVNULL)
        options.setdefault("stderr", subprocess.DEVNULL)
        process = subprocess.Popen(words, env=self.env, start_new_session=True, **options)
        self._processes.append(process)
        return process

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.env, check=True, timeout=60)
