"""Qt and the interpreter in use work together."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

EMITS = 5_000
FEW = 50


class _Source(QObject):
    happened = Signal(int)


def test_emitting_all_day_keeps_the_process_alive(qapp: QApplication) -> None:
    """PySide6 6.12.0 loses a reference to True or None at every emit before Python 3.12.

    The process then dies after some hundred emits. From 3.12 on these objects are immortal.
    """
    heard: list[int] = []
    source = _Source()
    source.happened.connect(heard.append)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for number in range(EMITS):
        source.happened.emit(number)
        source.setObjectName("x")
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert heard == list(range(EMITS))
    lost = [was - now for was, now in zip(before, after, strict=True)]
    assert sys.version_info >= (3, 12) or all(abs(count) < FEW for count in lost)
