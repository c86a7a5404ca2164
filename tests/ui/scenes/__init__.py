"""Scenes of the playground: each function builds one widget with invented content."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from console.widgets.hub import ThemeHub
from scenes import case, chrome, controls, duty, lanes, night, rings, rows, tables

Scene = Callable[[ThemeHub], QWidget]


def all_scenes() -> dict[str, Scene]:
    """Every scene by name."""
    scenes: dict[str, Scene] = {}
    for module in (controls, rings, rows, case, lanes, chrome, night, tables, duty):
        scenes.update(module.SCENES)
    return scenes
