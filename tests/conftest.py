"""What holds for every test; the fixtures lie in `fixtures/`, a file a noun."""

from __future__ import annotations

import os

# Where a real window is wanted, the environment says xcb before the run.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = [
    "fixtures.rules",
    "fixtures.clocks",
    "fixtures.stores",
    "fixtures.people",
    "fixtures.house",
    "fixtures.leader",
    "peers.fixtures",
]
