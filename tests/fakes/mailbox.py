"""A mailbox in memory that keeps the connector contract, and can be told to fail at each step."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from console.channels.contract import (
    Absent,
    ChannelError,
    Health,
    Page,
    Refused,
    Rendered,
    Sent,
    Unknown,
    always,
)
from console.channels.contract import Deferred as Later
from console.domain.mail import IncomingMail, OutgoingMail

Outcome = Sent | Refused | Later | Unknown | Exception


@dataclass
class FakeMailbox:
    """`mails` is what lies there; the cursor is how many were read.

    `trouble` maps a step ("pull", "send", …) to what it raises, until taken out again. `outcomes`
    are what the next sends come to; when they run out, everything is taken. `fates` are the
    answers to the next `reconcile`. `during` is called as a step begins.
    """

    mails: list[IncomingMail] = field(default_factory=list)
    trouble: dict[str, Exception] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    fates: list[Sent | Absent | Unknown] = field(default_factory=list)
    during: dict[str, Callable[[], object]] = field(default_factory=dict)
    unfetchable: tuple[tuple[str, str], ...] = ()
    page_size: int = 200
    sent: list[Rendered] = field(default_factory=list)
    filed: dict[str, Rendered] = field(default_factory=dict)
    rendered: list[OutgoingMail] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    is_closed: threading.Event = field(default_factory=threading.Event)
    wake: Callable[[], None] | None = None

    name = "mail"

    def check_receiving(self) -> Health:
        self._at("check_receiving")
        return Health("kundeservice@mystore.no", "imap.fake")

    def check_sending(self) -> Health:
        self._at("check_sending")
        return Health("kundeservice@mystore.no", "smtp.fake")

    def pull(self, cursor: bytes | None, budget: int) -> Page:
        self._at("pull")
        # A cursor that is not ours is the beginning, as after a mailbox was rebuilt.
        start = int(cursor) if cursor is not None and cursor.isdigit() else 0
        end = start + min(budget, self.page_size)
        page = tuple(self.mails[start:end])
        place = str(start + len(page)).encode()
        return Page(page, place, end < len(self.mails), self.unfetchable)

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        self._at("listen")
        self.wake = wake
        wake()
        stop.wait()

    def render(self, out: OutgoingMail) -> Rendered:
        self._at("render")
        self.rendered.append(out)
        recipients = tuple(a.address for a in (*out.to, *out.cc))
        raw = f"{out.subject}\r\n\r\n{out.text}".encode()
        return Rendered(f"<{out.message}@mystore.no>", "kundeservice@mystore.no", recipients, raw)

    def send(
        self, rendered: Rendered, may_go_on: Callable[[], bool] = always
    ) -> Sent | Refused | Later | Unknown:
        self._at("send")
        if not may_go_on():
            return Later("avbrutt", retry_after_s=0.0)
        outcome = self.outcomes.pop(0) if self.outcomes else Sent("250 OK")
        if isinstance(outcome, Exception):
            raise outcome
        if isinstance(outcome, Sent):
            self.sent.append(rendered)
        return outcome

    def reconcile(self, rendered: Rendered) -> Sent | Absent | Unknown:
        self._at("reconcile")
        return self.fates.pop(0) if self.fates else Unknown("ingen kopi")

    def file_sent(self, rendered: Rendered) -> None:
        self._at("file_sent")
        self.filed[rendered.message_id] = rendered

    def close(self) -> None:
        self.is_closed.set()

    def _at(self, step: str) -> None:
        self.steps.append(step)
        if step in self.during:
            self.during[step]()
        if step in self.trouble:
            raise self.trouble[step]


def down() -> ChannelError:
    """What a mailbox says that cannot be reached."""
    from console.channels.contract import ChannelDown

    return ChannelDown("imap.fake svarer ikke")
