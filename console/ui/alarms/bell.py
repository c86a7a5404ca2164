"""How often an alarm sounds: at once, then again and again for as long as it lasts."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.domain.alarms import Stage

CADENCE_S = {Stage.OFFERED: 20, Stage.EVERYBODY: 10, Stage.LEAD: 5}

_ORDER = tuple(Stage)


class Bell(QObject):
    """`rung` bears the stage to be heard. What becomes less urgent waits for its turn."""

    rung = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stage: Stage | None = None
        self._is_held = False
        self._again = QTimer(self)
        self._again.timeout.connect(self._ring)

    @property
    def again_s(self) -> int | None:
        """Every how many seconds it sounds now."""
        is_on = self._again.isActive() and not self._is_held
        return self._again.interval() // 1000 if is_on else None

    def ring(self, stage: Stage | None) -> None:
        """This is the loudest that rings now; None ends it."""
        self._is_held = False
        if stage is self._stage:
            return
        before, self._stage = self._stage, stage
        if stage is None:
            self._again.stop()
            return
        self._again.start(CADENCE_S[stage] * 1000)
        if before is None or _ORDER.index(stage) > _ORDER.index(before):
            self._ring()

    def hold(self) -> None:
        """Nobody knows whether it rings still: silent until `ring`, which begins nothing anew."""
        self._is_held = True

    @Slot()
    def _ring(self) -> None:
        if not self._is_held:
            self.rung.emit(self._stage)
