"""The look and the loop of every window test: dressed once, back to light at 100 % each time."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from console.widgets.appearance import Appearance, apply
from console.widgets.hub import ThemeHub
from console.widgets.theme import ThemeName

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says what it cannot do; that is no fault of ours."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(scope="session")
def _dressed(qapp: QApplication) -> tuple[ThemeHub, Appearance]:
    hub = ThemeHub(RESOURCES)
    return hub, apply(qapp, hub)


@pytest.fixture
def hub(_dressed: tuple[ThemeHub, Appearance]) -> Iterator[ThemeHub]:
    """The look in force."""
    shared = _dressed[0]
    yield shared
    shared.use_theme(ThemeName.LIGHT)
    shared.use_text_percent(100)


@pytest.fixture(scope="session")
def _one_loop(qapp: QApplication) -> Iterator[qasync.QEventLoop]:
    """One for all tests: a loop thrown away while its timers still come takes the process along."""
    running = qasync.QEventLoop(qapp, already_running=True)
    asyncio.events._set_running_loop(None)
    yield running
    qapp.aboutToQuit.disconnect(running._after_run_forever)
    running._after_run_forever()
    # Its own `stop` would make the application quit every loop that comes after this one.
    running._QEventLoop__is_running = False
    running.close()


@pytest.fixture
def loop(_one_loop: qasync.QEventLoop) -> Iterator[qasync.QEventLoop]:
    """The window's loop, turning whenever Qt does."""
    asyncio.events._set_running_loop(_one_loop)
    yield _one_loop
    asyncio.events._set_running_loop(None)
