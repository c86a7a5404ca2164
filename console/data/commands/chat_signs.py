"""Who types in a chat, and what was seen. No events: signs end by themselves, and only wake.

Carried out by `Store.upkeep`.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Insert, or_, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.commands.cases import actor_of
from console.data.commands.web_steps import FOR_VISITORS, wake
from console.data.errors import NotAllowed, NotFound
from console.data.tables.live import ChatRow
from console.data.tables.web import ChatSignRow
from console.data.transaction import Transaction
from console.data.two_clocks import told_there
from console.domain.ids import ChatId
from console.domain.language import tr


def agent_types(tx: Transaction, chat: ChatId, until: Instant | None) -> None:
    """The actor, whose chat it is, types until then; None: no longer.

    Raises NotFound, NotAllowed.
    """
    name = _own_chat(tx, chat)
    there = None if until is None else told_there(tx.session, until, tx.act.at)
    put_sign(tx.session, name, "agent_typing_until", there)
    wake(tx.session, {FOR_VISITORS: name[1]})


def agent_saw(tx: Transaction, chat: ChatId, at: Instant) -> None:
    """The actor had the visitor's line of that instant on the screen; earlier is no news.

    Raises NotFound, NotAllowed.
    """
    name = _own_chat(tx, chat)
    if raise_sign(tx.session, name, "agent_seen_at", at):
        wake(tx.session, {FOR_VISITORS: name[1]})


def put_sign(session: Session, name: tuple[str, str], sign: str, value: Instant | None) -> None:
    """Says a sign of a chat, by its connector and its name there."""
    session.execute(_upsert(session, name, sign, value))


def raise_sign(session: Session, name: tuple[str, str], sign: str, at: Instant) -> bool:
    """The same for one that only goes on; whether it did."""
    column = getattr(ChatSignRow, sign)
    goes_on = _upsert(session, name, sign, at, or_(column.is_(None), column < at))
    return session.execute(goes_on.returning(ChatSignRow.remote_id)).first() is not None


def _upsert(
    session: Session,
    name: tuple[str, str],
    sign: str,
    value: Instant | None,
    when: ColumnElement[bool] | None = None,
) -> Insert:
    """Both sides may say the first sign of a chat at once."""
    row = {"connector": name[0], "remote_id": name[1], sign: value}
    if session.get_bind().dialect.name == "postgresql":
        # Late: a window on SQLite imports no PostgreSQL dialect.
        from sqlalchemy.dialects.postgresql import insert as to_server  # noqa: PLC0415

        return (
            to_server(ChatSignRow)
            .values(row)
            .on_conflict_do_update(
                index_elements=["connector", "remote_id"], set_={sign: value}, where=when
            )
        )
    from sqlalchemy.dialects.sqlite import insert as to_file  # noqa: PLC0415 - as above

    return (
        to_file(ChatSignRow)
        .values(row)
        .on_conflict_do_update(
            index_elements=["connector", "remote_id"], set_={sign: value}, where=when
        )
    )


def _own_chat(tx: Transaction, chat: ChatId) -> tuple[str, str]:
    """Connector and name there of a chat of the actor's."""
    actor = actor_of(tx)
    row = tx.session.execute(
        select(ChatRow.connector, ChatRow.remote_id, ChatRow.agent_id).where(ChatRow.id == chat)
    ).one_or_none()
    if row is None:
        raise NotFound(tr("Fant ikke chatten i lageret. Ingenting ble endret."))
    if row.agent_id != actor:
        raise NotAllowed(tr("Chatten er ikke din. Ingenting ble endret."))
    return row.connector, row.remote_id
