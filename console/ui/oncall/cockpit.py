"""The cockpit: one incident at night, all that is needed on one screen, few keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.desk.errors import ActFailed
from console.domain.language import tr
from console.domain.status_page import host_of
from console.domain.wording import clock_time
from console.ui.models.listening import Listening
from console.ui.oncall.closing_step import ClosingStep
from console.ui.oncall.cockpit_acts import CockpitActs
from console.ui.oncall.cockpit_columns import CockpitColumns
from console.ui.oncall.cockpit_foot import CockpitFoot, FootAct, foot_face, rights_of
from console.ui.oncall.cockpit_head import CockpitHead, TimeLine
from console.ui.oncall.correcting import Correcting
from console.ui.oncall.finding_words import finding_words
from console.ui.oncall.half_typed import HalfTyped
from console.ui.oncall.head_words import duty_words, head_face, night_words
from console.ui.oncall.line_words import LineFace, line_face
from console.ui.oncall.log_words import checked_status, log_lines
from console.ui.oncall.money_words import money
from console.ui.oncall.questions import YES, Asked, asked
from console.ui.oncall.saved_words import clock_seconds, saved_words
from console.ui.oncall.scene import NextHour, Scene
from console.ui.oncall.scenes import scene_of
from console.ui.oncall.status_step import StatusStep
from console.ui.oncall.verdict_step import VerdictStep
from console.ui.oncall.work_step import WorkStep
from console.widgets.ask_band import AskBand
from console.widgets.big_line import BigLine
from console.widgets.hub import ThemeHub
from console.widgets.minute_bar import MinuteBar
from console.widgets.panel import Panel

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.domain.ids import IncidentId, ShopId
    from console.domain.shops import ShopCard

_TICK_MS = 1000
_SIDE = 32
_WIDEST = 1520


class Cockpit(Panel):
    """`left` is Esc; `case_requested` bears a number; `refused` and `told` words."""

    left = Signal()
    case_requested = Signal(object)
    refused = Signal(str)
    told = Signal(str)

    def __init__(self, hub: ThemeHub, desk: Desk, spawn: Spawn, incident: IncidentId) -> None:
        super().__init__(hub, "surface.0")
        self._desk = desk
        self._spawn = spawn
        self.incident = incident
        self._shop: ShopCard | None = None
        self._shop_sought: ShopId | None = None
        self._next_hour = NextHour()
        self._is_left = self._is_nudged = False
        self._rights = rights_of(desk.me)
        self._asked: Asked | None = None
        self._listening = Listening()
        self.acts = CockpitActs(hub, desk, spawn, lambda: self.incident, self)
        self.correcting = Correcting(hub, desk, spawn, incident, self)
        self.time = TimeLine(hub)
        self.head = CockpitHead(hub)
        self.ask = AskBand(hub)
        self.line = BigLine(hub)
        self.bar = MinuteBar(hub)
        self.status = StatusStep(hub)
        self.work = WorkStep(hub)
        self.verdict = VerdictStep(hub)
        self.closing = ClosingStep(hub)
        self.foot = CockpitFoot(hub)
        self.half = HalfTyped(desk, self.acts, incident, self.work, self.verdict)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Vakt, én hendelse"))
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK_MS)
        self._compose()
        self._connect()
        self._listen()

    def _compose(self) -> None:
        columns = ((self.status, self.work), (self.verdict,), (self.closing,))
        self._sheet = QWidget()
        layout = QVBoxLayout(self._sheet)
        layout.setContentsMargins(_SIDE, 16, _SIDE, 0)
        layout.setSpacing(12)
        for part in (self.time, self.head, self.ask, self.line, self.bar):
            layout.addWidget(part)
        layout.addWidget(CockpitColumns(self._hub, columns), 1)
        layout.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sheet)
        self._hub.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """On a large screen it stays as wide as eyes can take in."""
        self._sheet.setMaximumWidth(self._hub.fonts.px(_WIDEST))

    def _connect(self) -> None:
        acts = self.acts
        self.time.back_requested.connect(self.leave)
        self.head.case_requested.connect(self.case_requested)
        self.head.shop_wanted.connect(acts.ask_shop)
        self.head.offer(is_offered=self._rights.may_judge)
        self.ask.answered.connect(self._answered)
        self.status.checked.connect(acts.note)
        self.work.by_hand_requested.connect(acts.ask_by_hand)
        self.work.strike_requested.connect(acts.ask_strike)
        self.closing.typed.connect(acts.type_note)
        # V after a note waits for others; it is no letter of the next one.
        self.work.note.returnPressed.connect(self.setFocus)
        self.verdict.reason.finished.connect(self.setFocus)
        self.closing.finished.connect(self._note_finished)
        self.foot.asked.connect(self._do)
        acts.refused.connect(self.refused)
        self.correcting.refused.connect(self.refused)
        acts.told.connect(self.told)
        self._ticking.timeout.connect(self.refresh)

    def _listen(self) -> None:
        oncall = self._desk.oncall
        self._listening.hear(oncall.views, self._changed)
        self._listening.hear(oncall.saved, self._changed)
        self._listening.hear(oncall.away_since, self._changed)
        self._listening.hear(self._desk.people, self._changed)
        self._listening.hear(self._desk.roster.roster, self._changed)
        self._listening.follow(self._desk.status_page.address, self._show_page)
        self.refresh()
        self._ticking.start()

    def release(self) -> None:
        """Keeps what is being written, and listens no longer."""
        self._is_left = True
        self.verdict.leave()
        self.half.end()
        self._listening.end()
        self._ticking.stop()
        self.acts.run(self._desk.oncall.log.flush_note(self.incident))

    @Slot()
    def leave(self) -> None:
        """Goes back to the incidents; work goes on."""
        self.left.emit()

    def _seek_shop(self, shop: ShopId | None) -> None:
        """Asks the register once: also when it is named only now."""
        if shop is not None and shop != self._shop_sought:
            self._shop_sought = shop
            self._spawn(self._read_shop(shop), "shop of an incident")

    async def _read_shop(self, shop: ShopId) -> None:
        try:
            self._shop = await self._desk.shops.card(shop)
        except ActFailed:
            return  # its name is known without the store
        if not self._is_left:
            self.refresh()

    @property
    def knows_shop(self) -> bool:
        """Whether the register has been asked about the shop."""
        return self._shop is not None

    def scene(self) -> Scene | None:
        """All that is spoken of now."""
        view = self._desk.oncall.view(self.incident)
        return None if view is None else scene_of(self._desk, view, self._shop, self._next_hour)

    def _changed(self, _news: object) -> None:
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Shows this instant."""
        scene = self.scene()
        if scene is None:
            if not self._is_left:
                self.leave()  # it was given up
            return
        self._seek_shop(scene.view.incident.shop)
        self._show_time(scene)
        self.head.show_face(head_face(scene))
        self._show_line(line_face(scene))
        self._show_steps(scene)
        self.foot.show_face(foot_face(scene, self._rights))
        self._ask(asked(scene, self._desk.oncall.log, self.correcting.ask))

    def _show_line(self, face: LineFace) -> None:
        self.line.show_line(face.text, face.icon, face.token)
        self.bar.show_face(face.bar)
        if face.is_nudged and not self._is_nudged:
            # Said once, also to those who cannot see the bar.
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, face.text))
        self._is_nudged = face.is_nudged

    def _show_time(self, scene: Scene) -> None:
        oncall, now = self._desk.oncall, scene.now
        self.time.show_time(clock_time(now), night_words(now))
        away = oncall.away_since.value
        words = saved_words(oncall.saved.value, away, scene.view.waiting)
        self.time.show_saved(words, is_away=away is not None)
        roster = self._desk.roster.roster.value
        self.time.show_duty("" if roster is None else duty_words(roster.on_duty(now), scene.people))

    def _show_page(self, address: str) -> None:
        self.status.show_page(address, host_of(address))

    def _show_steps(self, scene: Scene) -> None:
        incident, me = scene.view.incident, scene.me.id
        self.status.show_checked(checked_status(scene))
        own = frozenset(str(each.id) for each in incident.entries if each.technician == me)
        self.work.show_lines(log_lines(scene), own)
        self.work.show_finding(finding_words(scene))
        self.verdict.show_verdict(incident.verdicts[-1] if incident.verdicts else None)
        self.verdict.sentence.setText(money(scene).sentence)
        saved = scene.view.note_saved_at
        self.closing.show_note(incident.note, "" if saved is None else clock_seconds(saved))
        for step in (self.status, self.work):
            step.offer(is_offered=self._rights.may_log)
        for judged in (self.verdict, self.closing):
            judged.offer(is_offered=self._rights.may_judge)

    def _ask(self, wanted: Asked | None) -> None:
        """The same question is not asked anew while it stands."""
        before, self._asked = self._asked, wanted
        if wanted is None:
            self.ask.dismiss()
        elif before is None or before.key != wanted.key:
            self.ask.ask(wanted.question)

    def asks_about(self, words: str) -> bool:
        """Whether all that stands in the band is said in these words too."""
        lines = () if self._asked is None else self._asked.question.lines
        return bool(lines) and all(line in words for line in lines)

    @Slot(str)
    def _answered(self, key: str) -> None:
        if self._asked is not None:
            self.acts.run(self._asked.answer(key == YES))

    @Slot(object)
    def _do(self, act: FootAct) -> None:
        if act is FootAct.NOTE:
            self.work.note.setFocus()
        else:
            self.acts.do(act)

    @Slot()
    def _note_finished(self) -> None:
        self.acts.run(self._desk.oncall.log.flush_note(self.incident))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The few keys; what is typed in a field or pressed on a button never comes this far."""
        key, face = Qt.Key(event.key()), self.foot.face
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif key is Qt.Key.Key_Escape:
            self._step_out()
        elif key is Qt.Key.Key_Space and face.space is not None:
            self._do(face.space)
        elif key is Qt.Key.Key_V and face.may_wait:
            self._do(FootAct.WAIT)
        elif key is Qt.Key.Key_N and face.may_note:
            self._do(FootAct.NOTE)
        elif key in _DIGITS and self._rights.may_judge:
            self.verdict.choices.pick(_DIGITS.index(key) + 1)
        else:
            super().keyPressEvent(event)

    def _step_out(self) -> None:
        """Out of a field first, then out of the cockpit."""
        if self.hasFocus():
            self.leave()
        else:
            self.setFocus()


_DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
