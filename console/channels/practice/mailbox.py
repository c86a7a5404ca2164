"""The world's mailbox as `serve` sees it: a mail connector."""

from __future__ import annotations

import threading
from collections.abc import Callable
from email.message import EmailMessage

from console.channels.contract import (
    Absent,
    Deferred,
    Health,
    Page,
    Refused,
    Rendered,
    Sent,
    Unknown,
    always,
)
from console.channels.practice.attached import Attached
from console.channels.practice.letters import POLICY, add_parts, written
from console.channels.practice.world import World
from console.domain.language import tr
from console.domain.mail import Address, OutgoingMail
from console.domain.subjects import reply_subject


class PracticeMail:
    """Implements `console.channels.contract.Connector`."""

    def __init__(
        self,
        world: World,
        address: str = "kundeservice@mystore.no",
        display_name: str = "Mystore kundeservice",
    ) -> None:
        self._world = world
        self._attached = Attached(world, world.postbox)
        self._address = address
        self._display_name = display_name

    @property
    def name(self) -> str:
        return "mail"

    @property
    def news(self) -> int:
        """Grows whenever a pull would bring something new."""
        return self._attached.told

    def check_receiving(self) -> Health:
        return Health(self._address, tr("øvelsens postkasse"))

    def check_sending(self) -> Health:
        return self.check_receiving()

    def pull(self, cursor: bytes | None, budget: int) -> Page:
        with self._world.held():
            return self._world.postbox.page(cursor, budget)

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        self._attached.listen(wake, stop)

    def render(self, out: OutgoingMail) -> Rendered:
        """The same `out` gives the same bytes; the Message-ID is made of the message's id."""
        message_id = f"<{out.message.hex}.{out.case}@{self._address.partition('@')[2]}>"
        names = ", ".join(name for name in (out.author, self._display_name) if name)
        mail = EmailMessage(policy=POLICY)
        mail["From"] = _written(Address(self._address, names))
        mail["To"] = ", ".join(_written(address) for address in out.to)
        if out.cc:
            mail["Cc"] = ", ".join(_written(address) for address in out.cc)
        subject = reply_subject(out.subject) if out.references else out.subject
        mail["Subject"] = " ".join(subject.split())
        mail["Date"] = written(out.written_at)
        mail["Message-ID"] = message_id
        if out.references:
            mail["In-Reply-To"] = out.references[-1]
            mail["References"] = " ".join(out.references)
        mail.set_content(out.text, cte="quoted-printable")
        add_parts(mail, out.parts, f"=_c{out.message.hex}")
        recipients = tuple(dict.fromkeys(each.address for each in (*out.to, *out.cc)))
        return Rendered(message_id, self._address, recipients, mail.as_bytes())

    def send(
        self, rendered: Rendered, may_go_on: Callable[[], bool] = always
    ) -> Sent | Refused | Deferred | Unknown:
        if not may_go_on():
            return Deferred(tr("Stanset før det gikk ut."))
        with self._world.held():
            return self._world.postbox.take(rendered)

    def reconcile(self, rendered: Rendered) -> Sent | Absent | Unknown:
        with self._world.held():
            if rendered.message_id in self._world.postbox.sent:
                return self._world.postbox.take(rendered)
        return Absent(tr("Øvelsen har ikke fått den."))

    def file_sent(self, rendered: Rendered) -> None:
        with self._world.held():
            self._world.postbox.filed[rendered.message_id] = rendered

    def close(self) -> None:
        self._attached.close()


def _written(address: Address) -> str:
    """The mailbox with its name in quotation marks: names hold commas."""
    if not address.name:
        return address.address
    name = address.name.replace("\\", "").replace('"', "").replace("\n", " ").replace("\r", " ")
    return f'"{name}" <{address.address}>'
