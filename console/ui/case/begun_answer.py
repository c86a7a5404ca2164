"""What the author of an answer had on the screen when the answer was begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.desk.case_view import CaseFace
    from console.domain.ids import CaseId


class BegunAnswer:
    """The case as it stood when the first word of an answer was typed.

    What comes in below while somebody writes is on the screen, but not therefore read: the send
    fence measures from here, not from the newest the screen has drawn.
    """

    def __init__(self) -> None:
        self._begun: tuple[CaseId, int] | None = None

    def typed(self, face: CaseFace, text: str) -> None:
        """The text as it is now; an empty one is not begun."""
        if not text.strip():
            self.forget()
        elif self._begun is None or self._begun[0] != face.case:
            self._begun = (face.case, face.seen)

    def seen(self, face: CaseFace) -> int:
        """The last event of the case that the author has seen."""
        if self._begun is None or self._begun[0] != face.case:
            return face.seen
        return min(self._begun[1], face.seen)

    def forget(self) -> None:
        """It was sent, or its author was shown what has come since."""
        self._begun = None
