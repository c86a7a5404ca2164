"""The look for every test of the window: one hub, dressed once, back to light at 100 % for each test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
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
