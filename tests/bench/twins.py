"""Running the bare twins."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "twins"


class NoTwins(Exception):
    """The folder of twins is missing."""


def run_twin(name: str, *arguments: str, env: dict[str, str] | None = None) -> dict[str, Any]:
    """One run of a twin: the JSON that it prints."""
    path = FOLDER / name
    if not path.exists():
        raise NoTwins(f"{path} is missing: the bench needs the shared twins beside the repository")
    done = subprocess.run(
        [sys.executable, str(path), *arguments], capture_output=True, check=True, env=env
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
