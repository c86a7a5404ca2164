"""The store of the house's own chat, in memory: both sides of one hall, over the same state."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from whenever import Instant

from console.channels.web.hall import HallClosed, VisitOver
from console.domain.instants import Clock, seconds_between
from console.domain.visits import (
    SILENT_S,
    HouseLine,
    LineKind,
    NewVisit,
    NoticeKind,
    SignsOfUs,
    Visit,
    VisitFile,
    VisitLine,
    VisitNews,
)


@dataclass
class Stay:
    """Everything of one visit."""

    token_hash: str
    client_id: UUID
    visit: Visit
    lines: list[VisitLine] = field(default_factory=list)
    changes: list[int] = field(default_factory=list)
    files: dict[UUID, tuple[VisitFile, bytes]] = field(default_factory=dict)
    files_by_client: dict[UUID, UUID] = field(default_factory=dict)
    signs: SignsOfUs = field(default_factory=SignsOfUs)
    typing_until: Instant | None = None
    seen_at: Instant | None = None


class WebHall:
    """What both sides share. `is_closed`: the store cannot be reached. Threads: any."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.is_closed = False
        self.stays: dict[str, Stay] = {}
        self.asked = 0
        """How often anybody asked for anything."""
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._change = 0
        self._woken: list[UUID | None] = []
        self.visitors = VisitorsSide(self)
        self.house = HouseSide(self)

    def enter(self) -> None:
        self.asked += 1
        if self.is_closed:
            raise HallClosed("the store is away")

    def of_visit(self, visit: UUID) -> Stay:
        """Raises KeyError."""
        found = [stay for stay in self.stays.values() if stay.visit.id == visit]
        if not found:
            raise KeyError(visit)
        return found[0]

    def change(self, stay: Stay, **said: object) -> None:
        """Something that is told of the visit."""
        self._change += 1
        stay.visit = replace(stay.visit, change=self._change, **said)  # type: ignore[arg-type]
        self.wake(stay.visit.id)

    def add(self, stay: Stay, line: VisitLine) -> VisitLine:
        """The next line."""
        line = replace(line, seq=len(stay.lines) + 1)
        self._change += 1
        stay.lines.append(line)
        stay.changes.append(self._change)
        stay.visit = replace(stay.visit, last_seq=line.seq)
        self.wake(stay.visit.id)
        return line

    def wake(self, visit: UUID | None) -> None:
        """Whoever watches is told; None: any."""
        with self._changed:
            self._woken.append(visit)
            self._changed.notify_all()

    def watch(self, wake: Callable[[UUID | None], None], stop: threading.Event) -> None:
        """Both sides' watching. Raises HallClosed."""
        with self._changed:
            read = len(self._woken)
        while not stop.is_set():
            with self._changed:
                if self.is_closed:
                    raise HallClosed("the store is away")
                if read == len(self._woken):
                    self._changed.wait(0.05)
                fresh, read = self._woken[read:], len(self._woken)
            for visit in dict.fromkeys(fresh):
                wake(visit)

    def agent_types(self, visit: UUID, until: Instant | None) -> None:
        """One of us types in this visit's chat."""
        with self.lock:
            stay = self.of_visit(visit)
            stay.signs = replace(stay.signs, typing_until=until)
            self.wake(visit)

    def agent_saw(self, visit: UUID, at: Instant) -> None:
        """One of us had the visitor's line of that instant on the screen."""
        with self.lock:
            stay = self.of_visit(visit)
            stay.signs = replace(stay.signs, seen_at=at)
            self.wake(visit)


class VisitorsSide:
    """A `VisitorsHall`."""

    def __init__(self, hall: WebHall) -> None:
        self._hall = hall

    def begin(self, new: NewVisit, now: Instant) -> Visit:
        with self._hall.lock:
            self._hall.enter()
            known = self._hall.stays.get(new.token_hash)
            if known is not None and known.client_id == new.client_id:
                return known.visit
            if any(stay.visit.id == new.id for stay in self._hall.stays.values()):
                raise KeyError(new.id)
            said = {
                name: getattr(new, name)
                for name in NewVisit.__slots__
                if name not in ("client_id", "token_hash")
            }
            visit = Visit(change=0, began_at=now, last_seq=0, alive_at=now, **said)
            stay = Stay(new.token_hash, new.client_id, visit)
            self._hall.stays[new.token_hash] = stay
            self._hall.change(stay)
            return stay.visit

    def visit(self, token_hash: str) -> Visit | None:
        with self._hall.lock:
            self._hall.enter()
            stay = self._hall.stays.get(token_hash)
            return stay.visit if stay else None

    def keep_file(
        self, token_hash: str, client_id: UUID, name: str, content_type: str, content: bytes
    ) -> VisitFile:
        with self._hall.lock:
            self._hall.enter()
            stay = self._hall.stays[token_hash]
            first = stay.files_by_client.get(client_id)
            if first is not None:
                return stay.files[first][0]
            stay = self._open(token_hash)
            kept = VisitFile(uuid4(), name, content_type, len(content))
            stay.files[kept.id] = (kept, content)
            stay.files_by_client[client_id] = kept.id
            return kept

    def say(
        self, token_hash: str, client_id: UUID, text: str, files: Sequence[UUID], now: Instant
    ) -> tuple[VisitLine, bool]:
        with self._hall.lock:
            self._hall.enter()
            stay = self._hall.stays[token_hash]
            said = [line for line in stay.lines if line.client_id == client_id]
            if said:
                return said[0], False
            stay = self._open(token_hash)
            borne = {file.id for line in stay.lines for file in line.files}
            if borne & set(files):
                raise KeyError("a file of another line")
            of_it = tuple(stay.files[file][0] for file in files)
            line = VisitLine(0, LineKind.VISITOR, now, text, client_id=client_id, files=of_it)
            return self._hall.add(stay, line), True

    def lines(self, token_hash: str, after_seq: int, limit: int) -> tuple[VisitLine, ...]:
        with self._hall.lock:
            self._hall.enter()
            stay = self._hall.stays.get(token_hash)
            return tuple(stay.lines[after_seq : after_seq + limit]) if stay else ()

    def file(self, token_hash: str, file: UUID) -> tuple[VisitFile, bytes] | None:
        with self._hall.lock:
            self._hall.enter()
            stay = self._hall.stays.get(token_hash)
            return stay.files.get(file) if stay else None

    def describe(self, token_hash: str, now: Instant, said: Mapping[str, str]) -> None:
        with self._hall.lock:
            stay = self._open(token_hash)
            if any(getattr(stay.visit, name) != words for name, words in said.items()):
                self._hall.change(stay, **said)

    def alive(self, token_hashes: Sequence[str], now: Instant) -> None:
        with self._hall.lock:
            self._hall.enter()
            for token_hash in token_hashes:
                stay = self._hall.stays.get(token_hash)
                if stay is None or stay.visit.ended_at is not None:
                    continue
                stay.visit = replace(stay.visit, alive_at=now)
                if stay.visit.has_left:
                    self._hall.change(stay, has_left=False)

    def gone(self, token_hash: str, now: Instant) -> None:
        with self._hall.lock:
            self._hall.enter()
            stay = self._hall.stays[token_hash]
            if not stay.visit.has_left and stay.visit.ended_at is None:
                self._hall.change(stay, has_left=True)

    def close(self, token_hash: str, now: Instant) -> None:
        with self._hall.lock:
            self._hall.enter()
            stay = self._hall.stays[token_hash]
            if stay.visit.ended_at is None:
                self._hall.change(stay, ended_at=now)

    def typing(self, token_hash: str, until: Instant | None) -> None:
        with self._hall.lock:
            self._open(token_hash).typing_until = until

    def seen(self, token_hash: str, seq: int) -> None:
        with self._hall.lock:
            self._hall.enter()
            stay = self._hall.stays[token_hash]
            ours = [line for line in stay.lines[:seq] if line.kind is not LineKind.VISITOR]
            stay.seen_at = ours[-1].at if ours else stay.seen_at

    def signs(self, token_hashes: Sequence[str]) -> Mapping[str, SignsOfUs]:
        with self._hall.lock:
            self._hall.enter()
            stays = [self._hall.stays.get(token) for token in token_hashes]
            return {stay.token_hash: _signs(stay) for stay in stays if stay is not None}

    def watch(self, wake: Callable[[UUID | None], None], stop: threading.Event) -> None:
        self._hall.watch(wake, stop)

    def _open(self, token_hash: str) -> Stay:
        self._hall.enter()
        stay = self._hall.stays[token_hash]
        if stay.visit.ended_at is not None:
            raise VisitOver
        return stay


class HouseSide:
    """A `HouseHall`."""

    def __init__(self, hall: WebHall) -> None:
        self._hall = hall

    def news(self, after: int, budget: int) -> tuple[VisitNews, ...]:
        with self._hall.lock:
            self._hall.enter()
            self._say_who_left()
            told = [
                VisitNews(stay.visit.change, visit=stay.visit) for stay in self._hall.stays.values()
            ]
            for stay in self._hall.stays.values():
                told += [
                    VisitNews(change, line=line, of=stay.visit.id, contents=_contents(stay, line))
                    for change, line in zip(stay.changes, stay.lines, strict=True)
                ]
            fresh = sorted((one for one in told if one.change > after), key=lambda one: one.change)
            return tuple(fresh[:budget])

    def answer(
        self,
        visit: UUID,
        key: UUID,
        text: str,
        author: str,
        at: Instant,
        files: Sequence[tuple[str, str, bytes]],
    ) -> VisitLine:
        with self._hall.lock:
            self._hall.enter()
            stay = self._hall.of_visit(visit)
            if first := self.line_by_key(visit, key):
                return first
            if stay.visit.ended_at is not None:
                raise VisitOver
            kept = [(VisitFile(uuid4(), n, kind, len(body)), body) for n, kind, body in files]
            stay.files |= {file.id: (file, body) for file, body in kept}
            bears = tuple(file for file, _ in kept)
            line = VisitLine(0, LineKind.AGENT, at, text, author, key=key.hex, files=bears)
            return self._hall.add(stay, line)

    def answer_all(self, lines: Sequence[HouseLine]) -> tuple[VisitLine | None, ...]:
        with self._hall.lock:
            self._hall.enter()
            return tuple(self._said(line) for line in lines)

    def notify(
        self, visit: UUID, key: UUID, notice: NoticeKind, details: Mapping[str, str], now: Instant
    ) -> VisitLine:
        with self._hall.lock:
            self._hall.enter()
            stay = self._hall.of_visit(visit)
            if first := self.line_by_key(visit, key):
                return first
            if stay.visit.ended_at is not None:
                raise VisitOver
            line = VisitLine(0, LineKind.NOTICE, now, key=key.hex, notice=notice, details=details)
            line = self._hall.add(stay, line)
            if notice is not NoticeKind.ASK_ADDRESS:
                self._hall.change(stay, ended_at=now)
            return line

    def line_by_key(self, visit: UUID, key: UUID) -> VisitLine | None:
        with self._hall.lock:
            self._hall.enter()
            stays = [stay for stay in self._hall.stays.values() if stay.visit.id == visit]
            lines = [line for stay in stays for line in stay.lines]
            return next((line for line in lines if line.key == key.hex), None)

    def watch(self, wake: Callable[[], None], stop: threading.Event) -> None:
        self._hall.watch(lambda _visit: wake(), stop)

    def _said(self, line: HouseLine) -> VisitLine | None:
        try:
            return self.answer(line.visit, line.key, line.text, line.author, line.at, line.files)
        except (KeyError, VisitOver):
            return None

    def _say_who_left(self) -> None:
        now = self._hall.clock.now()
        for stay in self._hall.stays.values():
            visit = stay.visit
            is_here = not visit.has_left and visit.ended_at is None
            silent_s = seconds_between(visit.alive_at or visit.began_at, now)
            if is_here and silent_s > SILENT_S:
                self._hall.change(stay, has_left=True)


def _signs(stay: Stay) -> SignsOfUs:
    return replace(stay.signs, last_seq=stay.visit.last_seq, ended_at=stay.visit.ended_at)


def _contents(stay: Stay, line: VisitLine) -> tuple[bytes, ...]:
    return tuple(stay.files[file.id][1] for file in line.files)
