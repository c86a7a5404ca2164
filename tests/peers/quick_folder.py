"""Where throw-away files lie: in memory, where the machine has room for them."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM_BYTES = 4 * 1024**3
"""The whole run takes less; a container often has only a few megabytes there."""


def quick_folder() -> str:
    """A folder in memory, else where the machine has its temporary files."""
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM_BYTES:
        return str(_MEMORY)
    return tempfile.gettempdir()
