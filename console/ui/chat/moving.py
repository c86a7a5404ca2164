"""Chats that go on by e-mail: one, or the rest by one key, and what their lanes say meanwhile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.desk.errors import Fenced
from console.domain.chat_letter import ToMail
from console.domain.ids import ChatId
from console.domain.language import tr
from console.ui.acts.runner import ActRunner, Outcome
from console.ui.chat.drain_band import DrainBand
from console.ui.chat.lane_column import LaneColumn
from console.ui.chat.lane_row import LaneRow
from console.ui.chat.to_mail_sheet import ToMailOffer
from console.ui.models.lamps import AWAY
from console.ui.models.listening import Listening
from console.widgets.draft_pad import ComposerMode

if TYPE_CHECKING:
    from console.desk.desk import Desk


class Moving(QObject):
    """Of the lanes in a row, and the band over them."""

    def __init__(self, row: LaneRow, band: DrainBand, runner: ActRunner) -> None:
        super().__init__(row)
        self._row = row
        self._band = band
        self._runner = runner
        self._desk: Desk | None = None
        self._known: list[LaneColumn] = []
        """Lanes whose sheet has been opened."""
        self._listening = Listening()
        band.rest_requested.connect(self.move_rest)
        row.count_changed.connect(self._show)
        row.to_mail_requested.connect(self.ask)

    def attach(self, desk: Desk) -> None:
        """Moves chats of this desk."""
        self._desk = desk
        live = desk.live
        self._listening.follow(live.chats.drain, self._band.show_drain)
        self._listening.hear(live.chat_acts.on_their_way, self._changed)
        self._listening.hear(live.overview.chat.source, self._changed)
        self._listening.hear(live.chats.lanes, self._look_for_addresses)
        self._show()

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    @Slot(object)
    def ask(self, chat: ChatId) -> None:
        """Asks in the chat's lane where to, and by when; what is begun goes with it."""
        column, desk = self._row.columns.get(chat), self._desk
        if column is None or desk is None or chat in desk.live.chat_acts.on_their_way.value:
            return
        acts, sheet = desk.live.chat_acts, column.sheet
        if sheet.offer is not None:
            return
        if column not in self._known:
            self._known.append(column)
            sheet.confirmed.connect(partial(self._move, column))
            sheet.address_wanted.connect(self._ask_address)
            sheet.words.typed.connect(partial(self._keep, column))
            sheet.stopped.connect(partial(self._stopped, column))
        column.asks.dismiss()
        words = column.composer.text(ComposerMode.REPLY).strip()
        times, address = acts.when_answered(chat), acts.address_of(chat)
        who, now = column.lane.who, desk.clock.now()
        sheet.open(ToMailOffer(chat, who, address, times, now, words))
        column.composer.hide()

    def _move(self, column: LaneColumn, move: ToMail) -> None:
        if self._desk is None:
            return
        sheet = column.sheet
        self._runner.run(
            self._desk.live.chat_acts.to_mail(move),
            Outcome(
                done=partial(self._moved, column),
                failed=sheet.refuse,
                fenced=partial(self._fenced, column),
                undone=partial(self._came_back, column, move),
            ),
        )

    def _moved(self, column: LaneColumn) -> None:
        if column in self._known:
            column.writing.take_answer()
            self._close(column)

    def _fenced(self, column: LaneColumn, error: Fenced) -> None:
        column.sheet.refuse("\n".join((str(error), *error.missed)))

    def _came_back(self, column: LaneColumn, move: ToMail) -> None:
        if self._desk is not None:
            self._desk.live.chat_acts.came_back((move.chat,))
        if column in self._known and move.words:
            column.writing.put_answer(move.words)

    def _keep(self, column: LaneColumn) -> None:
        column.writing.keep_answer(column.sheet.words.text)

    def _stopped(self, column: LaneColumn) -> None:
        """What was written there is not lost."""
        column.writing.put_answer(column.sheet.words.text)
        self._close(column)

    def _close(self, column: LaneColumn) -> None:
        column.composer.show()
        column.sheet.dismiss()
        column.write()

    @Slot(object)
    def _ask_address(self, chat: ChatId) -> None:
        if self._desk is not None:
            self._runner.run(self._desk.live.chat_acts.ask_address(chat))

    def _look_for_addresses(self, _lanes: object) -> None:
        """The visitor may have told it while one asks."""
        acts = None if self._desk is None else self._desk.live.chat_acts
        self._known = [each for each in self._known if each in self._row.columns.values()]
        for column in self._known:
            if acts is not None and column.sheet.offer is not None:
                column.sheet.show_address(acts.address_of(column.lane.chat))

    @Slot()
    def move_rest(self) -> None:
        """Every chat that will not be done in time, and whose address is known, in one act."""
        drain = None if self._desk is None else self._desk.live.chats.drain.value
        if self._desk is None or drain is None or not drain.rest:
            return
        acts = self._desk.live.chat_acts
        moved = acts.all_to_mail(drain.rest, drain.answer_by)
        self._runner.run(moved, Outcome(undone=partial(acts.came_back, drain.rest)))

    def _changed(self, _news: object) -> None:
        self._show()

    @Slot()
    def _show(self) -> None:
        """What a lane says instead of how its chat stands."""
        if self._desk is None:
            return
        source = self._desk.live.overview.chat.source.value
        away = source.text if source.lamp.value == AWAY else ""
        going = self._desk.live.chat_acts.on_their_way.value
        for chat, column in self._row.columns.items():
            column.show_away(away or (tr("går over til e-post") if chat in going else ""))
