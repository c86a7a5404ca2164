"""A small file system in memory (Linux, root), which a test fills and empties."""

from __future__ import annotations

import os
import pwd
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

_MEGABYTE = 1_000_000


class SmallDiskMissing(RuntimeError):
    """Nothing can be mounted here."""


@dataclass
class SmallDisk:
    """Mounted at `folder`, owned by the server's user."""

    megabytes: int = 64
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="disk-")))

    def mount(self) -> None:
        """Raises `SmallDiskMissing` with what is needed."""
        if os.geteuid() != 0:
            raise SmallDiskMissing("this test fills a disk: it needs root, to mount a small one")
        owner = pwd.getpwnam("postgres")
        options = f"size={self.megabytes}m,uid={owner.pw_uid},gid={owner.pw_gid},mode=700"
        words = ("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.folder))
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SmallDiskMissing(f"this test mounts a small disk: {done.stderr.strip()}")

    def fill(self) -> None:
        """Takes every byte that is left."""
        with (self.folder / "junk").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(_MEGABYTE))
            except OSError:
                return

    def free(self) -> None:
        """Gives them back."""
        (self.folder / "junk").unlink()

    def remove(self) -> None:
        subprocess.run(("umount", str(self.folder)), check=False, capture_output=True)
        self.folder.rmdir()
