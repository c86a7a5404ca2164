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
        self._again = QTimer(self)
        self._again.timeout.connect(self._ring)

    @property
    def again_s(self) -> int | None:
        """Every how many seconds it sounds now."""
        return self._again.interval() // 1000 if self._again.isActive() else None

    def ring(self, stage: Stage | None) -> None:
        """This is the loudest that rings now; None ends it."""
        if stage is self._stage:
            return
        before, self._stage = self._stage, stage
        if stage is None:
            self._again.stop()
            return
        self._again.start(CADENCE_S[stage] * 1000)
        if before is None or _ORDER.index(stage) > _ORDER.index(before):
            self._ring()

    @Slot()
    def _ring(self) -> None:
        self.rung.emit(self._stage)
