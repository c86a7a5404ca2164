"""Somebody's screen in the team: logged in to the store before, no window open yet."""

from __future__ import annotations

import subprocess
import sys

import pytest
from peers.desktop import ROOT, Desktop, DesktopMissing
from peers.postgres import PASSWORD


def screen_of(url: str) -> Desktop:
    """The screen of whoever the store's address names."""
    try:
        desktop = Desktop("1366x768")
    except DesktopMissing as missing:
        pytest.fail(str(missing), pytrace=False)
    desktop.start()
    subprocess.run(
        [sys.executable, "-m", "console", "login", "--store", url],
        cwd=ROOT,
        env=desktop.env,
        input=f"{PASSWORD}\n",
        text=True,
        check=True,
        timeout=60,
    )
    return desktop
