"""The calculator with one line changed, loaded beside the real one, from source held in memory."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import NamedTuple


class Mutation(NamedTuple):
    """`breaks` is what goes wrong; `old` stands exactly once in the source of the module."""

    breaks: str
    module: str
    old: str
    new: str


_LIST = Path(__file__).with_name("billing_mutations.toml")
MUTATIONS = [Mutation(**one) for one in tomllib.loads(_LIST.read_text("utf-8"))["mutation"]]

DOMAIN = Path(__file__).resolve().parents[3] / "console" / "domain"
MODULES = {
    "calendar": DOMAIN / "hours" / "calendar.py",
    **{
        name: DOMAIN / "billing" / f"{name}.py"
        for name in (
            "work",
            "prices",
            "policy",
            "stored_policy",
            "stretches",
            "open_windows",
            "call_outs",
            "reckoning",
            "worked_work",
            "worked_cases",
        )
    },
}
"""Each after those that it imports."""

NAMES = {
    f"console.domain.{path.parent.name}.{name}": f"mutant_{name}" for name, path in MODULES.items()
}
SOURCES = {name: path.read_text("utf-8") for name, path in MODULES.items()}


class Calculator(NamedTuple):
    """The doors of one copy."""

    calendar: ModuleType
    worked_cases: ModuleType


@contextmanager
def mutant(mutation: Mutation | None) -> Iterator[Calculator]:
    """A copy of the calculator with one change; None is a true copy."""
    try:
        for name in MODULES:
            _load(name, _changed(name, mutation))
        yield Calculator(*(sys.modules[f"mutant_{name}"] for name in Calculator._fields))
    finally:
        for copy in NAMES.values():
            sys.modules.pop(copy, None)


def _changed(name: str, mutation: Mutation | None) -> str:
    source = SOURCES[name]
    if mutation is not None and mutation.module == name:
        assert source.count(mutation.old) == 1, f"{mutation.breaks}: not once in {name}.py"
        source = source.replace(mutation.old, mutation.new)
    for original, copy in NAMES.items():
        source = source.replace(f"from {original} import", f"from {copy} import")
    return source


def _load(name: str, source: str) -> None:
    module = ModuleType(f"mutant_{name}")
    # Dataclasses look their module up while it is made.
    sys.modules[module.__name__] = module
    exec(compile(source, f"<mutant {name}>", "exec"), module.__dict__)
