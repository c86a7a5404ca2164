"""Commands as a person types them, on a machine of their own."""

from __future__ import annotations

import gettext
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

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
