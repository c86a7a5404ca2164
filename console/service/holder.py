"""The name by which a `serve` holds the lease, and whether the one of that name is still there.

`host:pid:start`. The host is told with its boot (cloned machines share a name) and its process
space (so do containers, not their numbers); the start tells a process from a later one that was
given the same number.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

UNKNOWN_START = "-"


def this_holder() -> str:
    """The name of this process."""
    pid = os.getpid()
    return f"{this_host()}:{pid}:{_start_of(pid)}"


def this_host() -> str:
    """Where a process number of ours means what it means to us."""
    return "/".join([socket.gethostname(), *_boot_and_space()])


def has_ended(holder: str) -> bool:
    """Whether that process is known to be gone.

    Of another machine nothing is known, nor where this one cannot be told from another.
    """
    host, _, number = holder.rpartition(":")[0].rpartition(":")
    if not _boot_and_space() or host != this_host() or not number.isdecimal():
        return False
    pid, start = int(number), holder.rpartition(":")[2]
    if not _is_running(pid):
        return True
    return UNKNOWN_START not in (start, found := _start_of(pid)) and start != found


def _boot_and_space() -> tuple[str, ...]:
    """What no two machines or containers share (Linux); nothing where that is not told."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii")[:8]
        return boot, str(os.stat("/proc/self/ns/pid").st_ino)
    except OSError:
        return ()


def _start_of(pid: int) -> str:
    """When the process began, in clock ticks since the boot (Linux)."""
    try:
        # After the name in brackets, which may hold spaces.
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return fields[19]
    except (OSError, IndexError):
        return UNKNOWN_START


if sys.platform == "win32":
    import ctypes

    _QUERY, _STILL_ACTIVE = 0x1000, 259

    def _is_running(pid: int) -> bool:
        """By its exit code: on Windows, signal 0 would be Ctrl+C."""
        kernel = ctypes.windll.kernel32
        process = kernel.OpenProcess(_QUERY, False, pid)
        if not process:
            return False
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(process, ctypes.byref(code))
        kernel.CloseHandle(process)
        return code.value == _STILL_ACTIVE

else:

    def _is_running(pid: int) -> bool:
        """By signal 0, which only asks. A zombie counts as running until it is collected."""
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except PermissionError:
            return True
        return True
