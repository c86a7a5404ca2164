"""Reading a folder page by page: which mails come next, in what portions, and what went wrong.

The place is (UIDVALIDITY, last UID, UIDs that failed). A new UIDVALIDITY means every UID is
another's: the folder is read again from the start, and the store knows the mails by Message-ID
and bytes. One mail that the server cannot deliver never stops the ones after it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from console.channels.contract import ChannelDown, ProtocolError
from console.channels.mail.imap import Envelope, FolderState, ImapSession
from console.channels.mail.protocol import caps
from console.channels.mail.protocol.parse import Fetched
from console.domain.language import tr

_WINDOW_UIDS = 5_000
_RETRIES = 50
_BROKEN_LINES = 3


@dataclass(frozen=True)
class PageLimits:
    """What one page holds at most (but always one mail), and above what only a header is read."""

    mails: int = 200
    bytes: int = 20_000_000
    mail_bytes: int = caps.MAIL_BYTES


@dataclass(frozen=True)
class Place:
    """How far a folder has been read. `failed` are UIDs below `last` to ask for again."""

    validity: int
    last: int = 0
    failed: tuple[int, ...] = ()

    def to_cursor(self) -> bytes:
        """The place as the store keeps it."""
        return json.dumps({"v": self.validity, "u": self.last, "f": self.failed}).encode()

    @classmethod
    def of(cls, cursor: bytes | None, validity: int) -> Place:
        """The place a cursor names, or the start for none, another folder life, or a broken one."""
        try:
            read = json.loads(cursor or b"{}")
            place = cls(int(read["v"]), int(read["u"]), tuple(int(u) for u in read.get("f", ())))
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls(validity)
        return place if place.validity == validity else cls(validity)


@dataclass(frozen=True)
class RawPage:
    """Mails as bytes, oldest first, and the place after them."""

    mails: tuple[tuple[bytes, Fetched], ...]
    place: Place
    more: bool
    failed: tuple[tuple[str, str], ...]


@dataclass
class Reader:
    """Reads one page of a folder. `reopen` gives a fresh session when the line broke."""

    session: ImapSession
    folder: str
    reopen: Callable[[], ImapSession]
    limits: PageLimits = field(default_factory=PageLimits)
    broken_lines: int = 0
    failures: dict[int, str] = field(default_factory=dict)

    def page(self, cursor: bytes | None, budget: int) -> RawPage:
        """At most `budget` new mails, within the limits of a page."""
        state = self.session.examine(self.folder)
        place = Place.of(cursor, state.validity)
        uids, scanned, more = self._next_uids(
            place.last, state, max(1, min(budget, self.limits.mails))
        )
        envelopes = self.session.envelopes([*place.failed, *uids])
        there = [u for u in uids if u in envelopes]
        chosen = self._affordable(there, envelopes)
        if len(chosen) < len(there):
            scanned, more = chosen[-1], True
        again = [u for u in place.failed if u in envelopes]
        mails = self._fetched([*again, *chosen], envelopes, state)
        failed = tuple(sorted(self.failures))[-_RETRIES:]
        return RawPage(
            mails=mails,
            place=Place(state.validity, scanned, failed),
            more=more,
            failed=tuple((self._remote_id(state, u), self.failures[u]) for u in failed),
        )

    def _next_uids(self, last: int, state: FolderState, wanted: int) -> tuple[list[int], int, bool]:
        """The next UIDs, up to where the folder was looked through, and whether more follow."""
        if not state.next_uid:
            found = self.session.uids(last + 1, None)
            chosen = found[:wanted]
            return chosen, chosen[-1] if chosen else last, len(found) > wanted
        newest = state.next_uid - 1
        while last < newest:
            # In windows: an old mailbox has more UIDs than one answer should hold.
            end = min(last + _WINDOW_UIDS, newest)
            found = self.session.uids(last + 1, end)
            if found:
                chosen = found[:wanted]
                scanned = end if len(found) <= wanted else chosen[-1]
                return chosen, scanned, scanned < newest
            last = end
        return [], last, False

    def _fetched(
        self, uids: Sequence[int], envelopes: dict[int, Envelope], state: FolderState
    ) -> tuple[tuple[bytes, Fetched], ...]:
        huge = {u for u in uids if envelopes[u].size > self.limits.mail_bytes}
        bodies = self._bodies([u for u in uids if u not in huge], state)
        for uid in huge:
            bodies |= self._one(uid, state, self._header)
        for uid in set(uids) - set(bodies) - set(self.failures):
            # Either deleted meanwhile (then it is not seen next time), or unreadable over there.
            self.failures[uid] = tr("Serveren nevner e-posten, men gir den ikke fra seg.")
        return tuple(
            (bodies[u], self._named(u, envelopes[u], state)) for u in sorted(uids) if u in bodies
        )

    def _bodies(self, uids: Sequence[int], state: FolderState) -> dict[int, bytes]:
        try:
            return self.session.whole(uids)
        except ProtocolError:
            pass
        except ChannelDown:
            self._mend(state)
        # Among them is one that the server cannot deliver: one by one, to find which.
        found: dict[int, bytes] = {}
        for uid in uids:
            found |= self._one(uid, state, lambda u: self.session.whole([u]))
        return found

    def _one(
        self, uid: int, state: FolderState, fetch: Callable[[int], dict[int, bytes]]
    ) -> dict[int, bytes]:
        try:
            return fetch(uid)
        except ProtocolError as error:
            self.failures[uid] = str(error)
        except ChannelDown as error:
            self.failures[uid] = str(error)
            self._mend(state)
        return {}

    def _header(self, uid: int) -> dict[int, bytes]:
        return self.session.header(uid)

    def _mend(self, state: FolderState) -> None:
        """A fresh line to the same folder. Raises `ChannelDown` when the server is away."""
        self.broken_lines += 1
        if self.broken_lines > _BROKEN_LINES:
            raise ChannelDown(
                tr("Serveren bryter forbindelsen gang på gang. Prøves igjen av seg selv.")
            )
        self.session = self.reopen()
        if self.session.examine(self.folder).validity != state.validity:
            raise ChannelDown(tr("Mappen ble byttet ut under lesing. Leses på nytt."))

    def _named(self, uid: int, envelope: Envelope, state: FolderState) -> Fetched:
        problem = ""
        if envelope.size > self.limits.mail_bytes:
            problem = tr(
                "E-posten er på {mb} MB. Bare hodet er hentet; resten ligger i postkassen.",
                mb=envelope.size // 10**6,
            )
        return Fetched(self._remote_id(state, uid), envelope.received_at, problem)

    def _remote_id(self, state: FolderState, uid: int) -> str:
        return f"{self.folder}/{state.validity}/{uid}"

    def _affordable(self, uids: Iterable[int], envelopes: dict[int, Envelope]) -> list[int]:
        """As many as fit into a page's bytes; the first always does."""
        chosen: list[int] = []
        room = self.limits.bytes
        for uid in uids:
            size = envelopes[uid].size
            room -= size if size <= self.limits.mail_bytes else 0
            if room < 0 and chosen:
                break
            chosen.append(uid)
        return chosen
