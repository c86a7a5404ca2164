"""What the store knows of the chats of a portion: read at once, written at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased
from whenever import Instant

from console.data.commands.cases import reopened
from console.data.commands.live_steps import record_chat
from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.live import ChatRow
from console.data.tables.shops import ContactRow, ShopRow
from console.data.transaction import Transaction
from console.domain.cases import CaseKind, CaseState, MessageKind
from console.domain.chats import ChatState
from console.domain.ids import new_uuid
from console.domain.language import tr

GOES_ON = (CaseState.OPEN, CaseState.WAITING)
"""The case of a chat, unless somebody put it away or solved it."""

CONTINUES_H = 7 * 24
"""A case that was solved longer ago than this is not begun again by a visitor who comes back."""


@dataclass(eq=False)
class StandingChat:
    """A chat with its case, held. `first_at` and `last_at` are of the visitor's lines.

    `is_first`: its case began with it, and is not that of an earlier chat.
    """

    row: ChatRow
    case: CaseRow
    is_new: bool = False
    is_first: bool = True
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
    """When their visitors first and last said something, and which go on in an earlier's case."""
    by_no = {chat.row.no: chat for chat in chats}
    if not by_no:
        return
    earlier = aliased(ChatRow)
    is_first = ~exists().where(earlier.case_id == ChatRow.case_id, earlier.no < ChatRow.no)
    said_in_it = and_(
        MessageRow.case_id == ChatRow.case_id,
        MessageRow.kind == MessageKind.CHAT_IN.value,
        or_(is_first, MessageRow.at >= ChatRow.began_at),
    )
    spans = (
        select(ChatRow.no, is_first, func.min(MessageRow.at), func.max(MessageRow.at))
        .outerjoin(MessageRow, said_in_it)
        .where(ChatRow.no.in_(list(by_no)))
        .group_by(ChatRow.no)
    )
    for no, begins, first_at, last_at in session.execute(spans):
        chat = by_no[no]
        chat.is_first, chat.first_at, chat.last_at = bool(begins), first_at, last_at


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
    return _opened(StandingChat(_row(connector, name, began_at), case, is_new=True))


def continuing_chat(
    tx: Transaction, name: str, began_at: Instant, of: StandingChat
) -> StandingChat:
    """A chat at first sight that goes on where an earlier one of the same visitor's ended."""
    case = of.case
    owed = min(case.waiting_since or began_at, began_at)
    if case.state in GOES_ON:
        case.state, case.waiting_since = CaseState.OPEN.value, owed
    else:
        is_closed = case.state == CaseState.CLOSED
        reopened(tx, case, "CaseReopened" if is_closed else "CaseWoken", owed)
    row = _row(of.row.connector, name, began_at)
    return _opened(StandingChat(row, case, is_new=True, is_first=False))


def may_continue(chat: StandingChat, now: Instant) -> bool:
    """Whether what a visitor says now still belongs to the case of an earlier chat."""
    closed_at = chat.case.closed_at
    return closed_at is None or closed_at > now.subtract(hours=CONTINUES_H)


def _opened(chat: StandingChat) -> StandingChat:
    chat.tell("ChatOpened")
    return chat


def _row(connector: str, name: str, began_at: Instant) -> ChatRow:
    return ChatRow(
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


def has_new_contact(chat: StandingChat) -> bool:
    """Whether the visitor has told an address that the case does not know, or a better one."""
    if chat.contact is None:
        return False
    key: int | None = chat.contact.id  # none yet, where the contact is new
    return key is None or key != chat.case.contact_id


def write_chats(tx: Transaction, chats: Sequence[StandingChat]) -> None:
    """Writes the chats and their cases: each kind of row after what it refers to."""
    new = [chat for chat in chats if chat.is_new]
    for chat in chats:
        if chat.contact is not None:
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
