"""One case on the screen: its head, the talk, the composer, and what is known around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from console.desk.entries import EntryKind, unsent_entries
from console.desk.errors import ActFailed, StoreAway
from console.domain.ids import CaseId
from console.domain.language import tr
from console.ui.acts.runner import ActRunner
from console.ui.case.case_acts import CaseActs
from console.ui.case.case_head import CaseHead
from console.ui.case.case_keys import bind_escape, bind_keys
from console.ui.case.colleagues import Colleagues
from console.ui.case.context import Context
from console.ui.case.entry_acts import EntryActs
from console.ui.case.file_acts import FileActs
from console.ui.case.folding import FoldingContext
from console.ui.case.in_sight import InSight
from console.ui.case.pictures import Pictures
from console.ui.case.talk import Talk
from console.ui.case.writing import Writing
from console.ui.escalations.escalate_form import Asking
from console.ui.escalations.escalation_steps import EscalationSteps
from console.ui.models.listening import Listening
from console.widgets.draft_editor import DraftEditor
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel

if TYPE_CHECKING:
    from console.desk.case_view import CaseFace, CaseView
    from console.desk.desk import Desk, Spawn

_FROM_CUSTOMER = (EntryKind.MAIL_IN, EntryKind.CHAT_IN)
_WIDE = 1600
"""A window as wide as this (at 100 % text) has room for the list, the talk and the context."""


class CaseScreen(Panel):
    """Shows one case after the other. `notice` bears words for the person.

    `back_requested` is Esc or the arrow, `case_requested` an earlier case that was clicked,
    `to_mail_requested` bears my chat that is to go on by e-mail.
    """

    back_requested = Signal()
    case_requested = Signal(int)
    incident_requested = Signal(object)
    to_mail_requested = Signal(object)
    notice = Signal(str)

    def __init__(self, hub: ThemeHub, runner: ActRunner, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._runner = runner
        self._desk: Desk | None = None
        self._view: CaseView | None = None
        self._acts: CaseActs | None = None
        self._steps: EscalationSteps | None = None
        self._case = self._unread = CaseId(0)
        self._listening = Listening()
        self.files = FileActs(hub, self)
        self.pictures = Pictures(self)
        self.head = CaseHead(hub)
        self.talk = Talk(hub, self.pictures, self.files)
        self.writing = Writing(hub, runner)
        self.colleagues = Colleagues(self, self.head, self.writing)
        self.context = Context(hub)
        self.folding = FoldingContext(hub, self.context)
        self.entry_acts = EntryActs(self.talk, self.files, hub, self)
        self._compose()
        self._connect()
        self.setFocusProxy(self.talk.timeline)

    def _compose(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.head)
        left.addWidget(self.talk, 1)
        left.addWidget(self.writing)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.folding)

    def _connect(self) -> None:
        self.head.back_requested.connect(self.back_requested)
        self.head.hand_over_requested.connect(self.ask_colleague)
        self.head.snooze_requested.connect(self.ask_time)
        self.head.more_requested.connect(self.ask_rest)
        self.talk.earlier_requested.connect(self.load_earlier)
        self.writing.notice.connect(self.notice)
        self.writing.sent.connect(self.rest_hands)
        self.writing.behind.connect(self._refresh)
        self.files.notice.connect(self.notice)
        self.context.case_requested.connect(self.case_requested)
        self.context.incidents.incident_requested.connect(self.incident_requested)
        self.context.file_requested.connect(self.files.look_at)
        self.pictures.arrived.connect(self._show_files)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Gives the screen its desk; once, before the first case."""
        self._desk, self._spawn = desk, spawn
        view = self._view = desk.open_view()
        InSight(self, desk.views, view)
        steps = self._steps = EscalationSteps(self._hub, desk, spawn, self._runner, self)
        acts = self._acts = CaseActs(self._hub, desk, spawn, self._runner, self._face, self)
        self.files.attach(desk, spawn)
        self.pictures.attach(desk, spawn)
        self.writing.attach(desk, spawn, self._face)
        self.colleagues.attach(desk)
        self.context.note.attach(desk, spawn)
        self.context.incidents.attach(desk)
        self.context.promises.attach(desk, self._runner)
        acts.incident_opened.connect(self.incident_requested)
        acts.to_mail_asked.connect(self.to_mail_requested)
        self.context.escalations.offer_acts(desk.me.may_work)
        self.context.offer_dialling(desk.me.may_work)
        self.context.dial_requested.connect(acts.dial)
        self.context.escalations.steps_requested.connect(steps.ask_steps)
        self.context.escalations.heard.connect(steps.close)
        self.entry_acts.attach(desk, spawn, acts)
        self.head.take_requested.connect(acts.take)
        self.head.close_requested.connect(acts.close)
        self.head.reopen_requested.connect(acts.reopen)
        self.head.offer_acts(desk.me.may_work)
        if desk.me.may_work:
            self.context.point_turned.connect(acts.turn_point)
            bind_keys(self, self.acts_by_name())
        bind_escape(self, self.step_back)
        self._listening.hear(view.clock, self.head.show_clock)
        self._listening.hear(view.face, self._show_face)
        self._listening.hear(view.entries, self._show_entries)
        self._listening.hear(view.has_earlier, self.talk.show_earlier_offer)
        self._listening.hear(desk.unsent.waiting, self._show_face)
        self._listening.hear(desk.unsent.waiting, self._show_entries)
        self._listening.hear(desk.absence, self._read_unread)

    def acts_by_name(self) -> dict[str, Callable[[], None]]:
        """What can be done with the case, by the names that keys have."""
        acts = self._acts
        if acts is None:
            return {}
        return {
            "case.reply": self.writing.write_reply,
            "case.note": self.writing.write_note,
            "case.take": acts.take,
            "case.hand_over": self.ask_colleague,
            "case.snooze": self.ask_time,
            "case.close": acts.close,
            "case.to_mail": acts.to_mail,
            "case.escalate": self.ask_escalation,
            "case.missing": self.writing.ask_for_missing,
        }

    def show_case(self, case: CaseId) -> None:
        """Shows a case; what was being written in the former one is kept."""
        view = self._view
        if view is None or case == self._case:
            return
        self._case, self._unread = case, CaseId(0)
        self.close_sheets()
        self.head.show_empty()
        self.talk.begin()
        self.writing.open(case)
        self.colleagues.show_case(case)
        self.context.note.open(case)
        self.rest_hands()
        self._spawn(self._read(view, case), "show case")

    async def _read(self, view: CaseView, case: CaseId) -> None:
        try:
            await view.show(case)
        except StoreAway as error:
            if self._case == case:
                self._case, self._unread = CaseId(0), case
                self.talk.show_unread(str(error))
            return
        except ActFailed:
            # Clicked again, it is tried again.
            if self._case == case:
                self._case = CaseId(0)
            raise
        # The view tells of differences only, and the screen was emptied.
        self._show_face(None)
        self._show_entries(None)

    def _read_unread(self, absence: object) -> None:
        """What could not be read is, as soon as it can."""
        if absence is None and self._unread:
            self.show_case(self._unread)

    def release(self) -> None:
        """Leaves the desk; to be called before the screen is thrown away."""
        self._listening.end()
        self.writing.end()
        self.colleagues.end()
        self.context.note.end()
        self.context.incidents.end()
        self.context.promises.end()
        if self._desk is not None and self._view is not None:
            self._desk.close_view(self._view)

    @property
    def case(self) -> CaseId:
        """The case on the screen; 0 for none."""
        return self._case

    @Slot()
    def rest_hands(self) -> None:
        """Puts the focus on the talk, where letters are keys."""
        self.talk.timeline.setFocus()

    @Slot()
    def step_back(self) -> None:
        """Esc: out of a sheet, out of a text, else out of the case."""
        if self.close_sheets():
            return
        if not self.writing.band.isHidden():
            self.writing.band.dismiss()
        elif isinstance(QApplication.focusWidget(), DraftEditor):
            self.rest_hands()
        else:
            self.back_requested.emit()

    @Slot()
    def ask_colleague(self) -> None:
        """Who shall have the case."""
        if self._acts is not None and self._face() is not None:
            self.head.popup(self._acts.colleagues(), "hand_over")

    @Slot()
    def ask_time(self) -> None:
        """Until when it is put away."""
        if self._acts is not None and self._face() is not None:
            self.head.popup(self._acts.times(), "snooze")

    @Slot()
    def ask_rest(self) -> None:
        """What is done more seldom."""
        menu = QMenu(tr("Mer om saken"), self)
        if self._acts is not None and self._desk is not None and self._desk.me.may_work:
            if self.head.is_tight:
                self._acts.add_usual(menu)
            menu.addAction("{}\t{}".format(tr("Eskaler …"), "X"), self.ask_escalation)
            self._acts.add_rest(menu)
            menu.addSeparator()
        menu.addAction(tr("Vis originalen av siste e-post"), self._show_original)
        menu.aboutToHide.connect(menu.deleteLater)
        self.head.popup(menu, "more")

    @Slot()
    def ask_escalation(self) -> None:
        """Whom of the house to ask what."""
        face, view, desk = self._face(), self._view, self._desk
        if face is None or view is None or desk is None or self._steps is None:
            return
        rows = (row for row in view.entries.rows if row.kind in _FROM_CUSTOMER)
        messages = tuple(row.message for row in rows if row.message is not None)
        self._steps.ask_escalate(Asking(face, messages, desk.escalations.next_word_by()))

    @Slot()
    def load_earlier(self) -> None:
        """Fetches the page before the oldest entry."""
        if self._view is not None:
            self._spawn(self._view.load_earlier(), "earlier entries")

    def close_sheets(self) -> bool:
        """Closes what covers the case; True when something did."""
        sheets = (
            self.files.pictures.sheet,
            self.entry_acts.mail.sheet,
            self.entry_acts.text.sheet,
        )
        covering = [sheet for sheet in sheets if not sheet.isHidden()]
        for sheet in covering:
            sheet.close_sheet()
        return bool(covering)

    def _face(self) -> CaseFace | None:
        """The case as it stands on the screen; None while another is still being read."""
        face = None if self._view is None else self._view.face.value
        return face if face is not None and face.case == self._case else None

    def _show_face(self, _face: object) -> None:
        face, desk = self._face(), self._desk
        if face is None or desk is None:
            return
        waiting = unsent_entries(desk.unsent.waiting.value, self._case, desk.me)
        here = (file for entry in waiting for file in entry.files)
        self.files.know({str(file.id): file for file in (*face.files, *here)})
        self.head.show_face(face, is_mine=face.owner == desk.me.id)
        self.writing.show_face(face)
        self.folding.show_face(face, desk.live.floor.chat_in(face.case))
        self.pictures.want(face.files)
        self._show_files()

    def _show_entries(self, _ops: object) -> None:
        view, desk = self._view, self._desk
        if view is not None and desk is not None and self._face() is not None:
            waiting = unsent_entries(desk.unsent.waiting.value, self._case, desk.me)
            rows = view.entries.rows
            if not desk.me.may_work:
                rows = tuple(replace(row, undecided=None) for row in rows)
            self.talk.show_entries(rows + waiting)
            self.talk.show_earlier_offer(view.has_earlier.value)

    @Slot()
    def _show_files(self) -> None:
        face = self._face()
        if face is not None:
            self.context.show_files(face.files, self.pictures.previews)

    @Slot()
    def _refresh(self) -> None:
        if self._view is not None:
            self._spawn(self._view.refresh(), "refresh case")

    @Slot()
    def _show_original(self) -> None:
        rows = () if self._view is None else self._view.entries.rows
        mails = [row for row in rows if row.kind in (EntryKind.MAIL_IN, EntryKind.MAIL_OUT)]
        if mails:
            self.entry_acts.show_original(mails[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The window decides whether the context has room, and the list stands beside."""
        super().resizeEvent(event)
        is_wide = self.window().width() >= self._hub.fonts.px(_WIDE)
        self.folding.fit(has_room=is_wide)
        self.head.offer_back(not is_wide)
