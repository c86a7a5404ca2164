"""Draws a picture of every widget in three themes at 100 and 150 % text.

    python tests/ui/playground.py DIR [part of a scene's name]

The pictures are for eyes: a designer compares them with the mocks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).resolve().parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QPalette  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402
from scenes import all_scenes  # noqa: E402

from console.widgets.appearance import apply  # noqa: E402
from console.widgets.hub import ThemeHub  # noqa: E402
from console.widgets.theme import ThemeName  # noqa: E402

Scene = Callable[[ThemeHub], QWidget]


def draw(scene: Scene, hub: ThemeHub, target: Path) -> None:
    """One scene as a PNG."""
    widget = scene(hub)
    widget.setAutoFillBackground(True)
    widget.setBackgroundRole(QPalette.ColorRole.Base)
    widget.ensurePolished()
    if not widget.testAttribute(widget_resized()):
        widget.adjustSize()
    widget.show()
    for _ in range(3):
        QApplication.processEvents()
    target.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(target))
    widget.close()
    widget.deleteLater()
    QApplication.processEvents()


def widget_resized() -> object:
    """The attribute of a widget whose scene gave it a size."""
    from PySide6.QtCore import Qt

    return Qt.WidgetAttribute.WA_Resized


def main(folder: Path, wanted: str) -> None:
    """Draw the scenes whose name contains `wanted`."""
    app = QApplication(sys.argv[:1])
    hub = ThemeHub(ROOT / "resources")
    appearance = apply(app, hub)
    for name in ThemeName:
        for percent in (100, 150):
            hub.use_theme(name)
            hub.use_text_percent(percent)
            for scene, build in all_scenes().items():
                if wanted in scene:
                    draw(build, hub, folder / f"{scene}-{name}-{percent}.png")
    print(f"pictures in {folder}", appearance.objectName())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
