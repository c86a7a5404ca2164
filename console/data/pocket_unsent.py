"""Acts that wait in the pocket until the store can take them: in order, whole, until carried out.

Written with what their author had seen, so that the fence is passed when they are carried out.
Threads: one at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from whenever import Instant

from console.data import pocket_drafts as drafts
from console.data.feed import Cursor
from console.data.pocket_tables import UNSENT, UNSENT_FILE
from console.data.translated import store_errors
from console.domain.ids import ActId, CaseId
from console.domain.mail import MailPart


@dataclass(frozen=True)
class UnsentAct:
    """One act. `id` is the same at every try: it is done once, even if a commit's answer got lost.

    `account` is whose it is, and in which store. `seen` is the last event of the case that the
    author had seen, None where only the feed's number (`at`) tells. `was_tried` says that the
    store may have it all the same.
    """

    id: ActId
    account: str
    case: CaseId
    kind: str
    arguments: dict[str, Any]
    parts: tuple[MailPart, ...]
    seen: int | None
    at: Cursor
    written_at: Instant
    reason: str
    was_tried: bool


@dataclass(frozen=True)
class DraftPlace:
    """Which draft a text belongs to: its scope, and whether it is an answer or a note."""

    scope: str
    mode: str


class UnsentActs:
    """What waits, account by account."""

    def __init__(self, engine: Engine, scoped: drafts.Scoping) -> None:
        self._engine = engine
        self._scoped = scoped

    def keep(self, act: UnsentAct, draft: DraftPlace | None) -> None:
        """Puts an act in the line; the draft it was written in goes with it. Raises StoreError."""
        with store_errors(), self._engine.begin() as connection:
            _add(connection, act)
            if draft is not None:
                drafts.clear_draft(connection, self._scoped.of(draft.scope), act.written_at)

    def waiting(self, account: str) -> tuple[UnsentAct, ...]:
        """What an account has waiting, in the order it was made."""
        with store_errors(), self._engine.begin() as connection:
            rows = connection.execute(
                select(UNSENT).where(UNSENT.c.account == account).order_by(UNSENT.c.no)
            ).all()
            return tuple(_act(row, _parts(connection, ActId(row.act))) for row in rows)

    def elsewhere(self, account: str) -> int:
        """How many acts of other accounts wait on this machine."""
        with store_errors(), self._engine.begin() as connection:
            others = connection.execute(select(UNSENT.c.no).where(UNSENT.c.account != account))
            return len(others.all())

    def tell_why(self, act: ActId, reason: str, *, was_tried: bool) -> None:
        """Why it still waits, and whether the store may have it all the same."""
        with store_errors(), self._engine.begin() as connection:
            connection.execute(
                update(UNSENT).where(UNSENT.c.act == act).values(reason=reason, was_tried=was_tried)
            )

    def drop(self, act: ActId) -> None:
        """It waits no longer."""
        with store_errors(), self._engine.begin() as connection:
            _remove(connection, act)

    def give_back(
        self, act: UnsentAct, draft: DraftPlace, text: str, at: Instant, instead: UnsentAct | None
    ) -> None:
        """Makes its text and files a draft again, before what was written there since.

        `instead` takes its place in the line, if anything does. One that waits no longer is not
        given back twice.
        """
        with store_errors(), self._engine.begin() as connection:
            if _replace(connection, act.id, instead):
                drafts.give_back(
                    connection, self._scoped.of(draft.scope), text, draft.mode, act.parts, at
                )

    def replace(self, act: ActId, instead: UnsentAct | None) -> None:
        """Takes an act out of the line; `instead` comes in, if anything does."""
        with store_errors(), self._engine.begin() as connection:
            _replace(connection, act, instead)


def _replace(connection: Connection, act: ActId, instead: UnsentAct | None) -> bool:
    """Whether it still waited: another window of the same person may have been quicker."""
    waited = _remove(connection, act)
    if waited and instead is not None:
        _add(connection, instead)
    return waited


def _add(connection: Connection, act: UnsentAct) -> None:
    connection.execute(
        insert(UNSENT).values(
            act=act.id,
            account=act.account,
            case_no=act.case,
            kind=act.kind,
            arguments=act.arguments,
            seen=act.seen,
            feed_epoch=act.at.epoch,
            feed_seq=act.at.seq,
            written_at=act.written_at,
            reason=act.reason,
            was_tried=act.was_tried,
        )
    )
    for part in act.parts:
        values = {"name": part.name, "content_type": part.content_type, "content": part.content}
        connection.execute(insert(UNSENT_FILE).values(act=act.id, **values))


def _remove(connection: Connection, act: ActId) -> bool:
    connection.execute(delete(UNSENT_FILE).where(UNSENT_FILE.c.act == act))
    return connection.execute(delete(UNSENT).where(UNSENT.c.act == act)).rowcount == 1


def _parts(connection: Connection, act: ActId) -> tuple[MailPart, ...]:
    rows = connection.execute(
        select(UNSENT_FILE).where(UNSENT_FILE.c.act == act).order_by(UNSENT_FILE.c.no)
    )
    return tuple(MailPart(row.name, row.content_type, row.content) for row in rows)


def _act(row: Row[*tuple[Any, ...]], parts: tuple[MailPart, ...]) -> UnsentAct:
    return UnsentAct(
        id=ActId(row.act),
        account=row.account,
        case=CaseId(row.case_no),
        kind=row.kind,
        arguments=row.arguments,
        parts=parts,
        seen=row.seen,
        at=Cursor(row.feed_epoch, row.feed_seq),
        written_at=row.written_at,
        reason=row.reason,
        was_tried=row.was_tried,
    )
