"""Where this machine keeps what is its own: choices, the pocket, the log, the embedded store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs


@dataclass(frozen=True)
class Places:
    """Files of one person on one machine."""

    preferences: Path
    pocket: Path
    store: Path
    log: Path
    serve_log: Path


def places() -> Places:
    """The operating system's own folders for this program."""
    dirs = PlatformDirs("agent-console", appauthor=False)
    return Places(
        preferences=Path(dirs.user_config_dir) / "preferences.json",
        pocket=Path(dirs.user_data_dir) / "pocket.db",
        store=Path(dirs.user_data_dir) / "desk.db",
        log=Path(dirs.user_log_dir) / "console.log",
        serve_log=Path(dirs.user_log_dir) / "serve.log",
    )
