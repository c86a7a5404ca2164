"""The house's own chat as `serve` sees it: what visitors say in the hall, and what we say there.

A chat is a visit, and a cursor the last change that was told. What cannot be done in the hall now
was not done: the same once more is known there by its key.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from whenever import Instant

from console.channels.contract import (
    Absent,
    ChannelDown,
    Deferred,
    Health,
    LivePage,
    Refused,
    Sent,
    Unknown,
    always,
)
from console.channels.web.hall import HallClosed, HouseHall, VisitOver
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.live_news import ChatSeen, LineSeen, LiveItem
from console.domain.mail import MailPart
from console.domain.outward import OutgoingLine, OutwardAct, OutwardKind
from console.domain.visits import (
    HouseLine,
    LineKind,
    NoticeKind,
    Visit,
    VisitKind,
    VisitLine,
    VisitNews,
)

NAME = "chat"

Outcome = Sent | Refused | Deferred | Unknown

_MARK = b"web:"
_NOBODY = UUID(int=0)
_TOLD = ("solved", "address", "answer_by")
"""What of an act's details is the visitor's."""

_LOOK_S = 0.25
"""How often a listener looks whether it is to stop."""


class WebConnector:
    """Implements `console.channels.contract.LiveConnector`."""

    def __init__(self, hall: HouseHall, clock: Clock) -> None:
        self._hall = hall
        self._clock = clock
        self._closed = threading.Event()

    @property
    def name(self) -> str:
        return NAME

    def check(self) -> Health:
        self._line(_NOBODY, _NOBODY)
        return Health(tr("nettchatten"), tr("dette lageret"))

    def pull(self, cursor: bytes | None, budget: int) -> LivePage:
        place = _place(cursor)
        try:
            news = self._hall.news(place, budget)
        except HallClosed as error:
            raise ChannelDown(str(error)) from error
        items = tuple(item for told in news for item in _items(told))
        after = max((told.change for told in news), default=place)
        # With files among it a portion may end early: they are not all fetched at once.
        is_cut = len(news) >= budget or any(told.contents for told in news)
        return LivePage(items, _MARK + str(after).encode(), more=is_cut)

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        self._closed = closed = threading.Event()
        end = _Either(stop, closed)
        wake()
        try:
            self._hall.watch(wake, end)
        except HallClosed as error:
            raise ChannelDown(str(error)) from error
        if closed.is_set() and not stop.is_set():
            raise ChannelDown(tr("Nettchatten ble lukket."))

    def say(self, line: OutgoingLine, may_go_on: Callable[[], bool] = always) -> Outcome:
        def said(visit: UUID) -> VisitLine:
            ours = _ours(visit, line)
            return self._hall.answer(visit, ours.key, ours.text, ours.author, ours.at, ours.files)

        return _tried(line.chat, may_go_on, said)

    def say_together(
        self, lines: Sequence[OutgoingLine], may_go_on: Callable[[], bool] = always
    ) -> list[Outcome]:
        named = [(_visit(line.chat), line) for line in lines]
        ours = [_ours(visit, line) for visit, line in named if visit is not None]
        if not may_go_on():
            return [_stopped() for _ in lines]
        try:
            told = self._hall.answer_all(ours)
        except HallClosed as error:
            return [Deferred(str(error)) for _ in lines]
        said = {one.key: line for one, line in zip(ours, told, strict=True) if line is not None}
        # What was not said is tried by itself: that tells why.
        return [
            _taken(said[line.message]) if line.message in said else self.say(line, may_go_on)
            for line in lines
        ]

    def act(self, act: OutwardAct, may_go_on: Callable[[], bool] = always) -> Outcome:
        notice = _notice(act)
        if notice is None:
            return Refused(tr("Dette kan ikke gjøres her. Ingenting er gjort."))

        def told(visit: UUID) -> VisitLine:
            details = {name: act.details[name] for name in _TOLD if name in act.details}
            return self._hall.notify(visit, act.id, notice, details, self._clock.now())

        outcome = _tried(act.target, may_go_on, told)
        if isinstance(outcome, Refused) and act.kind is OutwardKind.END_CHAT:
            # Whoever wanted it to end has what they wanted; there is nobody left to tell it to.
            return Sent(outcome.reason)
        return outcome

    def reconcile(self, what: OutgoingLine | OutwardAct) -> Sent | Absent | Unknown:
        visit = _visit(what.chat if isinstance(what, OutgoingLine) else what.target)
        key: UUID = what.message if isinstance(what, OutgoingLine) else what.id
        found = None if visit is None else self._line(visit, key)
        return Absent(tr("Nettchatten har den ikke.")) if found is None else _taken(found)

    def close(self) -> None:
        self._closed.set()

    def _line(self, visit: UUID, key: UUID) -> VisitLine | None:
        """The line of this key. Raises ChannelDown."""
        try:
            return self._hall.line_by_key(visit, key)
        except KeyError:
            return None
        except HallClosed as error:
            raise ChannelDown(str(error)) from error


class _Either(threading.Event):
    """Set as soon as one of several is."""

    def __init__(self, *others: threading.Event) -> None:
        super().__init__()
        self._others = others

    def is_set(self) -> bool:
        return any(other.is_set() for other in self._others)

    def wait(self, timeout: float | None = None) -> bool:
        """Returns within `_LOOK_S` of the first that is set."""
        left_s = float("inf") if timeout is None else timeout
        while not self.is_set() and left_s > 0:
            super().wait(min(_LOOK_S, left_s))
            left_s -= _LOOK_S
        return self.is_set()


def _tried(chat: str, may_go_on: Callable[[], bool], do: Callable[[UUID], VisitLine]) -> Outcome:
    visit = _visit(chat)
    if visit is None:
        return Refused(tr("Chatten finnes ikke i nettchatten."))
    if not may_go_on():
        return _stopped()
    try:
        return _taken(do(visit))
    except HallClosed as error:
        return Deferred(str(error))
    except VisitOver:
        return Refused(tr("Den besøkende har avsluttet chatten."))
    except KeyError:
        return Refused(tr("Chatten finnes ikke i nettchatten."))


def _stopped() -> Deferred:
    return Deferred(tr("Stanset før det gikk ut."), 0.0)


def _ours(visit: UUID, line: OutgoingLine) -> HouseLine:
    files = [(part.name, part.content_type, part.content) for part in line.parts]
    return HouseLine(visit, line.message, line.text, line.author, line.written_at, files)


def _notice(act: OutwardAct) -> NoticeKind | None:
    if act.kind is OutwardKind.END_CHAT:
        return NoticeKind.TO_MAIL if act.details.get("how") == "mail" else NoticeKind.ENDED
    return NoticeKind.ASK_ADDRESS if act.kind is OutwardKind.ASK_ADDRESS else None


def _items(told: VisitNews) -> Iterator[LiveItem]:
    # Who has said nothing waits for nobody; the visit comes with its first line.
    if told.visit is not None and told.visit.last_seq:
        yield _chat_seen(told.visit)
    if told.line is not None and told.of is not None and told.line.kind is not LineKind.NOTICE:
        yield _line_seen(told.of, told.line, told.contents)


def _chat_seen(visit: Visit) -> ChatSeen:
    return ChatSeen(
        remote_id=str(visit.id),
        version=visit.change,
        began_at=visit.began_at,
        visitor_name=visit.name,
        address=visit.address,
        shop=visit.shop,
        is_verified=visit.is_verified,
        page=visit.page,
        has_left=visit.has_left,
        ended_at=_end_of(visit),
        continues="" if visit.continues is None else str(visit.continues),
    )


def _end_of(visit: Visit) -> Instant | None:
    """What is written while chat is closed is no chat at any moment: its case waits as mail."""
    return visit.began_at if visit.kind is VisitKind.MAIL else visit.ended_at


def _line_seen(visit: UUID, line: VisitLine, contents: tuple[bytes, ...]) -> LineSeen:
    files = zip(line.files, contents, strict=True)
    return LineSeen(
        # Padded: lines of one instant are put in the order of their names.
        remote_id=f"{visit}:{line.seq:06}",
        chat=str(visit),
        at=line.at,
        text=line.text,
        key=line.key,
        parts=tuple(MailPart(file.name, file.content_type, content) for file, content in files),
    )


def _taken(line: VisitLine) -> Sent:
    return Sent(tr("linje {seq}", seq=line.seq))


def _visit(chat: str) -> UUID | None:
    try:
        return UUID(chat)
    except ValueError:
        return None


def _place(cursor: bytes | None) -> int:
    """The change that was told last; from the beginning where the cursor is none of ours."""
    mark, digits = (cursor or b"")[: len(_MARK)], (cursor or b"")[len(_MARK) :]
    return int(digits) if mark == _MARK and digits.isdigit() else 0
