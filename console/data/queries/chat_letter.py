"""What a chat's letter is made of: everything that was said in it, and the files that go along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.tables.cases import AttachmentRow, MessageRow
from console.data.tables.live import ChatRow
from console.data.tables.people import PersonRow
from console.domain.attachments import display_name, is_dangerous
from console.domain.cases import DeliveryState, MessageKind
from console.domain.chat_letter import SaidLine
from console.domain.ids import ChatId

MOST_BYTES = 15_000_000
"""So much goes along: encoded it is a third more, and many mailboxes take 25 MB."""

_WE_WITHOUT_NAME = "Kundeservice"
"""Who of us said it is not known: it was said before the store was restored."""

_NOT_HEARD = (DeliveryState.REFUSED.value, DeliveryState.WITHDRAWN.value)


@dataclass(frozen=True)
class SaidInChat:
    """All of a chat that is not only on its way, oldest first. `enclosed` are the files that go
    along, `left_out` the names of those that do not.
    """

    visitor: str
    lines: tuple[SaidLine, ...]
    enclosed: tuple[AttachmentRow, ...]
    left_out: tuple[str, ...]


def said_in_chat(session: Session, chat: ChatId) -> SaidInChat:
    """What was said in the chat; what the visitor never got is left out."""
    row = session.scalars(select(ChatRow).where(ChatRow.id == chat)).one()
    query = (
        select(MessageRow, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == MessageRow.author_id)
        .where(
            MessageRow.case_id == row.case_id,
            MessageRow.kind.in_((MessageKind.CHAT_IN.value, MessageKind.CHAT_OUT.value)),
            MessageRow.delivery.not_in(_NOT_HEARD),
            MessageRow.at >= row.began_at,
        )
        .order_by(MessageRow.at, MessageRow.no)
    )
    said = [(message, name or "") for message, name in session.execute(query)]
    files = _files(session, [message.no for message, _ in said])
    enclosed, left_out = _divided(file for message, _ in said for file in files[message.no])
    lines = tuple(_line(message, name, files[message.no]) for message, name in said)
    return SaidInChat(row.visitor_name, lines, enclosed, left_out)


def _line(message: MessageRow, name: str, files: Sequence[AttachmentRow]) -> SaidLine:
    is_ours = message.kind == MessageKind.CHAT_OUT
    author = (name.split(" ")[0] or _WE_WITHOUT_NAME) if is_ours else ""
    names = tuple(display_name(file.name) for file in files)
    return SaidLine(message.at, author, message.text, names)


def _files(session: Session, numbers: Sequence[int]) -> dict[int, list[AttachmentRow]]:
    found: defaultdict[int, list[AttachmentRow]] = defaultdict(list)
    asked = select(AttachmentRow).where(AttachmentRow.message_no.in_(numbers))
    for row in session.scalars(asked.order_by(AttachmentRow.id)) if numbers else ():
        found[row.message_no].append(row)
    return found


def _divided(files: Iterable[AttachmentRow]) -> tuple[tuple[AttachmentRow, ...], tuple[str, ...]]:
    """Those that go along, each once and in order, and the names of those that have no room.

    What could run something is not sent on, and not spoken of.
    """
    enclosed: dict[str, AttachmentRow] = {}
    left_out: dict[str, str] = {}
    room = MOST_BYTES
    for file in files:
        if file.sha256 in enclosed or is_dangerous(file.name):
            continue
        if file.size <= room:
            enclosed[file.sha256] = file
            room -= file.size
        else:
            left_out[file.sha256] = display_name(file.name)
    return tuple(enclosed.values()), tuple(left_out.values())
