"""What the store knows of the chats of a portion: read at once, written at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.commands.live_steps import record_chat
from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.live import ChatRow
from console.data.tables.shops import ContactRow, ShopRow
from console.data.transaction import Transaction
from console.domain.cases import CaseKind, CaseState, MessageKind
from console.domain.chats import ChatState
from console.domain.ids import new_uuid
from console.domain.language import tr


@dataclass(eq=False)
class StandingChat:
    """A chat with its case, held. `first_at` and `last_at` are of the visitor's lines."""

    row: ChatRow
    case: CaseRow
    is_new: bool = False
    first_at: Instant | None = None
    last_at: Instant | None = None
    contact: ContactRow | None = None
    happened: dict[str, None] = field(default_factory=dict)

    def tell(self, kind: str) -> None:
        """It is told once of a portion, however often it happened."""
        self.happened[kind] = None


def standing_chats(
    tx: Transaction, connector: str, names: Sequence[str]
) -> dict[str, StandingChat]:
    """Those that are known, by their name outside.

    Cases are held before chats, each in order: no two who hold several wait for each other.
    """
    if not names:
        return {}
    session = tx.session
    named = ChatRow.connector == connector, ChatRow.remote_id.in_(names)
    ids = sorted(session.scalars(select(ChatRow.case_id).where(*named)))
    held = select(CaseRow).where(CaseRow.id.in_(ids)).order_by(CaseRow.id)
    cases = {row.id: row for row in session.scalars(held.with_for_update(key_share=True))}
    rows = session.scalars(
        select(ChatRow)
        .where(*named, ChatRow.case_id.in_(ids))
        .order_by(ChatRow.no)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found = {row.remote_id: StandingChat(row, cases[row.case_id]) for row in rows}
    _read_spans(session, found.values())
    return found


def _read_spans(session: Session, chats: Iterable[StandingChat]) -> None:
    """When their visitors first and last said something."""
    by_case = {chat.case.id: chat for chat in chats}
    if not by_case:
        return
    said = (
        select(MessageRow.case_id, func.min(MessageRow.at), func.max(MessageRow.at))
        .where(MessageRow.case_id.in_(list(by_case)), MessageRow.kind == MessageKind.CHAT_IN.value)
        .group_by(MessageRow.case_id)
    )
    for case, first_at, last_at in session.execute(said):
        by_case[case].first_at, by_case[case].last_at = first_at, last_at


def opened_chat(connector: str, name: str, began_at: Instant) -> StandingChat:
    """A chat at first sight, known by no more than its name, with a case of its own."""
    case = CaseRow(
        state=CaseState.OPEN.value,
        kind=CaseKind.QUESTION.value,
        subject=subject(""),
        opened_at=began_at,
        waiting_since=began_at,
        last_at=began_at,
        attachment_count=0,
        points_read=[],
        points={},
        snippet="",
        owner_id=None,
    )
    row = ChatRow(
        id=new_uuid(),
        connector=connector,
        remote_id=name,
        remote_version=-1,
        state=ChatState.WAITING.value,
        visitor_name="",
        shop_id=None,
        is_verified=False,
        page="",
        agent_id=None,
        began_at=began_at,
        waiting_since=began_at,
        first_reply_at=None,
        offered_to=None,
    )
    chat = StandingChat(row, case, is_new=True)
    chat.tell("ChatOpened")
    return chat


def subject(visitor_name: str) -> str:
    """What a chat's case is called before the visitor has said anything."""
    return tr("Chat med {name}", name=visitor_name) if visitor_name else tr("Chat")


def shops_by_number(session: Session, numbers: Iterable[str]) -> dict[str, int]:
    """Shops by their number in the register."""
    asked = sorted({number for number in numbers if number})
    if not asked:
        return {}
    known = select(ShopRow.customer_number, ShopRow.id).where(ShopRow.customer_number.in_(asked))
    return {number: key for number, key in session.execute(known)}


def write_chats(tx: Transaction, chats: Sequence[StandingChat]) -> None:
    """Writes the chats and their cases: each kind of row after what it refers to."""
    new = [chat for chat in chats if chat.is_new]
    for chat in chats:
        if chat.contact is not None and chat.case.contact_id is None:
            chat.case.contact_id = chat.contact.id
    tx.session.add_all(chat.case for chat in new)
    tx.session.flush()
    for chat in new:
        chat.row.case_id = chat.case.id
    tx.session.add_all(chat.row for chat in new)
    tx.session.flush()


def tell_chats(tx: Transaction, chats: Iterable[StandingChat]) -> None:
    """What happened to them, once everything that it speaks of is written."""
    for chat in chats:
        for kind in chat.happened:
            record_chat(tx, kind, chat.row)
