"""What holds for every test; the fixtures lie in `fixtures/`, a file a noun."""

from __future__ import annotations

import gc
import os
import tempfile

from fixtures.statements import make_sql_once
from hypothesis import settings
from peers.quick_folder import quick_folder

# A test is right or wrong however busy the machine is; what is slow is measured in bench/.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

# Where a real window is wanted, the environment says xcb before the run.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Stores and servers of tests lie in memory: nobody misses them after a power cut.
tempfile.tempdir = os.environ.setdefault("TMPDIR", quick_folder())

# No test asks a status page of the real world, whatever `serve` it starts.
os.environ["AGENT_CONSOLE_STATUS_PAGE"] = "off"

make_sql_once()

pytest_plugins = [
    "fixtures.rules",
    "fixtures.clocks",
    "fixtures.stores",
    "fixtures.servers",
    "fixtures.people",
    "fixtures.house",
    "fixtures.live_house",
    "fixtures.billed",
    "fixtures.leader",
    "fixtures.moving_chats",
    "fixtures.one_minute",
    "fixtures.restored",
    "fixtures.visitors",
    "peers.fixtures",
]


def pytest_collection_finish() -> None:
    """What was imported stays to the end: the collector need not walk it in every test."""
    gc.collect()
    gc.freeze()
