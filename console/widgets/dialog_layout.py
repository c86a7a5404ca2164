"""How a dialog is laid out: parts below each other, and a foot with what leaves and what acts."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget


def lay_out(
    dialog: QDialog, *parts: QWidget | QLayout, stop: QPushButton, done: QPushButton
) -> None:
    """`stop` leaves the dialog, `done` is Enter's."""
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 24, 24, 16)
    layout.setSpacing(16)
    foot = QHBoxLayout()
    foot.addStretch(1)
    foot.addWidget(stop)
    foot.addWidget(done)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    # A dialog keeps the room that a part gave up: it lies above the foot, not between the parts.
    layout.addStretch(1)
    layout.addLayout(foot)
    done.setDefault(True)
    stop.clicked.connect(dialog.reject)
