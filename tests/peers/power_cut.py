"""A file system of one's own on a loop device, whose power can be cut (root only).

The cut is ext4's own shut-down without writing its log (EXT4_IOC_SHUTDOWN, NOLOGFLUSH): what was
not made durable is gone when the file system is mounted again, as after a real one. Processes
that write meanwhile must be stopped first, or they race with it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

_SHUTDOWN = 0x8004587D
_NO_LOG_FLUSH = struct.pack("I", 2)
_SIZE = 256 * 1024 * 1024


class NoPowerToCut(RuntimeError):
    """This machine or login cannot mount a file of its own; says why."""


@dataclass
class Disk:
    """A small disk in a file; `place` is where it is mounted."""

    home: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="disk-")))

    @property
    def place(self) -> Path:
        return self.home / "mounted"

    def make(self) -> None:
        """Makes the file system and mounts it. Raises NoPowerToCut."""
        if os.geteuid() != 0:
            raise NoPowerToCut("power cuts need root: a file system is mounted from a file")
        if shutil.which("mkfs.ext4") is None:
            raise NoPowerToCut("power cuts need mkfs.ext4: apt-get install e2fsprogs")
        self.place.mkdir()
        with self._image.open("wb") as file:
            file.truncate(_SIZE)
        _run("mkfs.ext4", "-q", "-F", str(self._image))
        self.mount()

    def mount(self) -> None:
        """Raises NoPowerToCut."""
        _run("mount", "-o", "loop", str(self._image), str(self.place))

    def cut(self) -> None:
        """From now on nothing reaches the disk, whatever its writers were told."""
        place = os.open(self.place, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.ioctl(place, _SHUTDOWN, _NO_LOG_FLUSH)
        finally:
            os.close(place)

    def power_on(self) -> None:
        """Mounts anew what had reached the disk. Nobody may have a file open on it."""
        _run("umount", str(self.place))
        self.mount()

    def remove(self) -> None:
        if self.place.is_mount():
            _run("umount", str(self.place))
        shutil.rmtree(self.home, ignore_errors=True)

    @property
    def _image(self) -> Path:
        return self.home / "image"


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoPowerToCut(f"{' '.join(words)}: {done.stderr.strip()}")
