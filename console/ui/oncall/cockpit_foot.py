"""The cockpit's foot: the few things that are done all the time, each with its key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.domain.billing.work import WorkKind
from console.domain.language import tr
from console.domain.people import Person, Role
from console.ui.oncall.scene import Scene
from console.widgets.buttons import Button, ButtonKind, ButtonSize
from console.widgets.hub import ThemeHub
from console.widgets.panel import Edge, Panel


class FootAct(StrEnum):
    """What the foot's buttons ask for."""

    ACKNOWLEDGE = "acknowledge"
    START = "start"
    PAUSE = "pause"
    WAIT = "wait"
    NOTE = "note"
    OVER = "over"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Rights:
    """What somebody may do here at all: `may_log` is a technician's, `may_judge` a lead's too."""

    may_log: bool
    may_judge: bool


def rights_of(person: Person) -> Rights:
    """What the store lets this person do."""
    may_log = Role.TECHNICIAN in person.roles
    return Rights(may_log, may_log or Role.LEAD in person.roles)


@dataclass(frozen=True)
class FootFace:
    """What may be done now; `space` is what the space bar does."""

    space: FootAct | None = None
    space_words: str = ""
    space_icon: str = ""
    may_wait: bool = False
    may_note: bool = False
    may_acknowledge: bool = False
    may_end: bool = False
    may_reopen: bool = False


def foot_face(scene: Scene, rights: Rights) -> FootFace:
    """What can be done with an incident as it stands, by somebody with these rights."""
    incident, mine = scene.view.incident, scene.view.mine
    if scene.is_over:
        return FootFace(may_reopen=rights.may_judge, may_note=rights.may_log)
    unanswered = rights.may_judge and incident.acknowledged_at is None
    if not rights.may_log:
        # Ending it ends nobody's work: that is refused while somebody's runs.
        rests = rights.may_judge and not scene.view.done.running
        return FootFace(may_acknowledge=unanswered, may_end=rests)
    if mine is not None and mine.kind is WorkKind.WORK:
        return FootFace(FootAct.PAUSE, tr("Pause"), "pause", True, True, unanswered, True)
    begun = any(entry.technician == scene.me.id for entry in incident.entries)
    words = tr("Fortsett") if begun else tr("Jeg jobber med den")
    may_wait = mine is None and begun
    return FootFace(FootAct.START, words, "play", may_wait, True, unanswered, begun)


class CockpitFoot(Panel):
    """`asked` bears what a button asks for."""

    asked = Signal(object)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.0", Edge.TOP, parent)
        self._face = FootFace()
        quiet, plain = ButtonKind.QUIET, ButtonKind.SECONDARY
        self._wait = _button(hub, FootAct.WAIT, tr("Venter på andre"), quiet, "V")
        self._note = _button(hub, FootAct.NOTE, tr("Notat"), quiet, "N")
        self._acknowledge = _button(hub, FootAct.ACKNOWLEDGE, tr("Kvitter"), plain)
        self._space = _button(hub, FootAct.START, "", plain, tr("Mellomrom"))
        end = tr("Avslutt hendelsen")
        self._over = _button(hub, FootAct.OVER, end, ButtonKind.PRIMARY)
        self._reopen = _button(hub, FootAct.REOPEN, tr("Åpne igjen"), plain)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 12)
        row.setSpacing(16)
        row.addWidget(self._wait)
        row.addWidget(self._note)
        row.addStretch(1)
        right = (self._acknowledge, self._space, self._over, self._reopen)
        for button in right:
            row.addWidget(button)
        for button in (self._wait, self._note, *right):
            button.clicked.connect(self._clicked)

    @property
    def face(self) -> FootFace:
        """What may be done now."""
        return self._face

    def show_face(self, face: FootFace) -> None:
        """Offers what may be done."""
        self._face = face
        self._wait.setVisible(face.may_wait)
        self._note.setVisible(face.may_note)
        self._acknowledge.setVisible(face.may_acknowledge)
        self._space.setVisible(face.space is not None)
        self._over.setVisible(face.may_end)
        self._reopen.setVisible(face.may_reopen)
        if face.space is not None:
            self._space.setObjectName(face.space.value)
            self._space.show_text(face.space_words)
            self._space.show_icon(face.space_icon)
        begins = face.space is FootAct.START and not face.may_end
        self._space.use_kind(ButtonKind.PRIMARY if begins else ButtonKind.SECONDARY)

    @Slot()
    def _clicked(self) -> None:
        self.asked.emit(FootAct(self.sender().objectName()))


def _button(hub: ThemeHub, act: FootAct, words: str, kind: ButtonKind, key: str = "") -> Button:
    button = Button(hub, words, kind, key_hint=key)
    button.setObjectName(act.value)
    button.use_size(ButtonSize.NIGHT)
    # A click leaves the keyboard where it is: the space bar goes on meaning what it says.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
