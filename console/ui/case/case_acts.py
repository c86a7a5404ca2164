"""What a person does with the case on the screen: every act knows what its author had seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from whenever import Instant

from console.desk.errors import ActFailed
from console.desk.snooze_times import snooze_times
from console.desk.words import kind_name
from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point
from console.domain.language import tr
from console.domain.oncall.incident import Incident
from console.domain.people import Person
from console.domain.phone_numbers import grouped
from console.domain.topics import TOPICS, topic_name
from console.ui.acts.case_menus import ColleagueMenu, SnoozeMenu
from console.ui.acts.moment_dialog import MomentDialog
from console.ui.acts.runner import ActRunner
from console.ui.case.incident_menu import IncidentMenu, linkable
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.case_view import CaseFace
    from console.desk.desk import Desk, Spawn
    from console.desk.entries import Entry
    from console.domain.ids import CaseId, PersonId


class CaseActs(QObject):
    """Acts on the case that `face` gives; nothing is done while there is none.

    `incident_opened` bears the id of an incident that was made of it.
    """

    incident_opened = Signal(object)
    to_mail_asked = Signal(object)
    """Of my chat in the case."""

    def __init__(
        self,
        hub: ThemeHub,
        desk: Desk,
        spawn: Spawn,
        runner: ActRunner,
        face: Callable[[], CaseFace | None],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._hub = hub
        self._desk = desk
        self._spawn = spawn
        self._runner = runner
        self._face = face
        self._host = host

    @Slot()
    def take(self) -> None:
        """Takes the case, and the chat that goes on in it."""
        face = self._face()
        if face is None:
            return
        chat = self._desk.live.floor.chat_in(face.case)
        if chat is not None and chat.agent != self._desk.me.id:
            self._runner.run(self._desk.live.acts.take_chat(chat.id))
        elif face.owner != self._desk.me.id:
            self._runner.run(self._desk.acts.take(face.case))

    @Slot(str)
    def dial(self, number: str) -> None:
        """Calls a number; the call belongs to the case."""
        face = self._face()
        if face is not None:
            acts = self._desk.live.telephone.acts
            self._runner.run(acts.dial(number, case=face.case))

    @Slot()
    def release(self) -> None:
        face = self._face()
        if face is not None:
            self._runner.run(self._desk.acts.release(face.case))

    @Slot()
    def close(self) -> None:
        """Solves the case, unless it is solved, and ends the chat that goes on in it."""
        face = self._face()
        if face is None or face.state is CaseState.CLOSED:
            return
        chat = self._desk.live.floor.chat_in(face.case)
        if chat is not None:
            self._runner.run(self._desk.live.acts.end_chat(chat.id, is_solved=True))
        else:
            self._runner.run(self._desk.acts.close(face.case, face.seen))

    @Slot()
    def to_mail(self) -> None:
        """Asks in its lane how the chat that goes on in the case goes on by e-mail."""
        face = self._face()
        chat = None if face is None else self._desk.live.floor.chat_in(face.case)
        if chat is not None and chat.agent == self._desk.me.id:
            self.to_mail_asked.emit(chat.id)
        elif chat is not None:
            self._runner.notice.emit(tr("Ta chatten først, så kan den gjøres om til e-post."))

    @Slot()
    def reopen(self) -> None:
        face = self._face()
        if face is not None:
            self._runner.run(self._desk.acts.reopen(face.case))

    @Slot(str)
    def turn_point(self, key: str) -> None:
        """Says that a completeness point is known, or that it is not."""
        face = self._face()
        if face is None:
            return
        point = Point(key)
        is_known = point not in face.missing
        self._runner.run(self._desk.acts.tick_point(face.case, point, not is_known))

    def send_again(self, entry: Entry) -> None:
        """Sends an answer of unknown fate once more."""
        face = self._face()
        if face is not None and entry.undecided is not None:
            self._runner.run(self._desk.acts.send_again(face.case, entry.undecided))

    def settle_as_sent(self, entry: Entry) -> None:
        """An answer of unknown fate did arrive."""
        face = self._face()
        if face is not None and entry.undecided is not None:
            self._runner.run(self._desk.acts.settle_as_sent(face.case, entry.undecided))

    def colleagues(self) -> QMenu:
        """Who may have the case instead."""
        menu = ColleagueMenu(self._desk.people.value, self._desk.me.id, self._whose(), self._host)
        menu.chosen.connect(self._hand_over)
        return menu

    def _whose(self) -> PersonId | None:
        """Who has the chat that goes on in the case, or else the case."""
        face = self._face()
        if face is None:
            return None
        chat = self._desk.live.floor.chat_in(face.case)
        return face.owner if chat is None else chat.agent

    def times(self) -> QMenu:
        """Until when the case may be put away."""
        menu = SnoozeMenu(snooze_times(self._desk.calendar, self._desk.clock.now()), self._host)
        menu.chosen.connect(self._snooze)
        menu.other_requested.connect(self._ask_other_time)
        return menu

    def add_usual(self, menu: QMenu) -> None:
        """Puts the acts that have buttons into a menu, where there is no room for the buttons."""
        face = self._face()
        if face is None:
            return
        menu.addMenu(self.colleagues())
        if face.state is not CaseState.CLOSED:
            menu.addMenu(self.times())
            menu.addAction(tr("Løs saken"), self.close)
        menu.addSeparator()

    def add_rest(self, menu: QMenu) -> None:
        """Puts what is done more seldom into a menu: kind, topic, back to all, open again."""
        face = self._face()
        if face is None:
            return
        kinds = menu.addMenu(tr("Type"))
        for kind in CaseKind:
            _checkable(kinds, kind_name(kind), kind.value, is_checked=kind is face.kind)
        kinds.triggered.connect(self._set_kind)
        topics = menu.addMenu(tr("Emne"))
        for topic in TOPICS:
            _checkable(topics, topic_name(topic), topic, is_checked=topic == face.topic)
        topics.triggered.connect(self._set_topic)
        if face.owner is not None:
            menu.addAction(tr("Legg tilbake"), self.release)
        if face.state is not CaseState.OPEN:
            menu.addAction(tr("Åpne igjen"), self.reopen)
        views = self._desk.oncall.views.value
        known = linkable((view.incident for view in views), face.case)
        if known:
            incidents = IncidentMenu(known, self._desk.oncall.now(), menu)
            incidents.new_requested.connect(self.ask_incident)
            incidents.chosen.connect(self._link)
            menu.addMenu(incidents)
        else:
            menu.addAction(tr("Gjør til kritisk hendelse …"), self.ask_incident)

    @Slot(object)
    def _link(self, incident: Incident) -> None:
        face = self._face()
        if face is not None:
            self._spawn(self._linked(incident, face.case), "link case")

    async def _linked(self, incident: Incident, case: CaseId) -> None:
        try:
            await self._desk.oncall.log.link_case(incident.id, case)
        except ActFailed as error:
            self._runner.notice.emit(str(error))
        else:
            told = tr("Saken hører til «{title}» nå.", title=incident.title)
            self._runner.notice.emit(told)

    @Slot()
    def ask_incident(self) -> None:
        """Makes a critical incident of the case; what is known of it is filled in."""
        # With all that belongs to on-call, and asked for seldom.
        from console.ui.oncall.entering import Entering  # noqa: PLC0415
        from console.ui.oncall.incident_dialog import Begun  # noqa: PLC0415

        face = self._face()
        if face is None:
            return
        entering = Entering(self._hub, self._desk, self._spawn, self._host)
        entering.opened.connect(self.incident_opened)
        entering.refused.connect(self._runner.notice)
        entering.opened.connect(entering.deleteLater)
        summary = self._desk.backlog.summary(face.case)
        phones = () if face.shop is None else face.shop.phones
        entering.ask(
            Begun(
                title=face.title,
                shop=face.shop,
                who=face.contact_name,
                phone=next((grouped(phone) for phone in phones), ""),
                reported_at=None if summary is None else summary.waiting_since,
                case=face.case,
            )
        )

    @Slot(object)
    def _hand_over(self, person: Person) -> None:
        face = self._face()
        if face is None:
            return
        chat = self._desk.live.floor.chat_in(face.case)
        if chat is not None:
            self._runner.run(self._desk.live.acts.hand_over_chat(chat.id, person))
        else:
            self._runner.run(self._desk.acts.hand_over(face.case, person, face.seen))

    @Slot(object)
    def _snooze(self, until: Instant) -> None:
        face = self._face()
        if face is not None:
            self._runner.run(self._desk.acts.snooze(face.case, until, face.seen))

    @Slot()
    def _ask_other_time(self) -> None:
        dialog = MomentDialog(self._hub, self._desk.clock, self._host)
        dialog.chosen.connect(self._snooze)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(QAction)
    def _set_kind(self, action: QAction) -> None:
        face = self._face()
        if face is not None:
            self._runner.run(self._desk.acts.set_kind(face.case, CaseKind(action.data())))

    @Slot(QAction)
    def _set_topic(self, action: QAction) -> None:
        face = self._face()
        if face is not None:
            self._runner.run(self._desk.acts.set_topic(face.case, str(action.data())))


def _checkable(menu: QMenu, words: str, key: str, *, is_checked: bool) -> None:
    action = menu.addAction(words.replace("&", "&&"))
    action.setData(key)
    action.setCheckable(True)
    action.setChecked(is_checked)
