"""Commands as a person types them, on a machine of their own."""

from __future__ import annotations

import gettext
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keyring
import pytest
from fakes.keyrings import SystemRing

from console.cli.commands import run
from console.domain import language


@dataclass(frozen=True)
class Outcome:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def mistake(self) -> str:
        """The one line that tells of a mistake, without the program's name."""
        assert self.out == ""
        name, _, told = self.err.removesuffix("\n").partition(": ")
        assert name == "agent-console"
        assert "\n" not in told
        return told


Type = Callable[..., Outcome]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine on which nothing was ever chosen."""
    for name in [name for name in os.environ if name.startswith("AGENT_CONSOLE_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    monkeypatch.setenv("HOME", str(home))
    yield home
    language.use(gettext.NullTranslations())


@pytest.fixture
def typed(home: Path, capsys: pytest.CaptureFixture[str]) -> Type:
    """Types a command: `typed("db", "check")`."""
    del home

    def type_words(*words: object) -> Outcome:
        code = run([str(word) for word in words])
        return Outcome(code, *capsys.readouterr())

    return type_words


@pytest.fixture
def ring(home: Path) -> Iterator[SystemRing]:
    """A machine whose keyring is guarded, and still empty."""
    del home
    before, ring = keyring.get_keyring(), SystemRing()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def piped(typed: Type, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Types a command whose standard input is this line: `piped("hemmelig", "login")`."""

    def type_words(line: str, *words: object) -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{line}\n"))
        return typed(*words)

    return type_words
