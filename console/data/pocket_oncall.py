"""The work log on this machine: acts in the order they were made, also those the store has.

Beside them signs of life of what runs here, and what this machine's clock is anchored to. Written
as the rest of the pocket: what was acknowledged is there after a power cut.
Threads: one at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from whenever import Instant

from console.data.pocket_tables import MACHINE, ONCALL_ACT, ONCALL_SIGN
from console.data.tables.base import InstantType
from console.data.translated import store_errors
from console.domain.ids import ActId, IncidentId, new_uuid

KEPT_DAYS = 60
"""So long after the store has an act it lies here too: a store may be restored from a copy."""


@dataclass(frozen=True)
class LoggedAct:
    """One act. `account` is whose it is, and in which store.

    `sent_in` is the epoch of the store that has taken it, "" before any has, and `answer` what it
    answered; `problem` is why the store refused it.
    """

    id: ActId
    account: str
    incident: IncidentId
    kind: str
    arguments: dict[str, Any]
    made_at: Instant
    sent_in: str = ""
    problem: str = ""
    answer: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sign:
    """Work on an incident runs on this machine, and did at `at`; nobody is there since
    `idle_since`.
    """

    incident: IncidentId
    at: Instant
    idle_since: Instant | None = None


@dataclass(frozen=True)
class Anchor:
    """That it was this instant so many seconds into this boot; `boot` is "" where none is told."""

    boot: str
    boot_s: float
    at: Instant


class OnCallPocket:
    """What one account has done on this machine, and what runs here."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(
        self,
        account: str,
        acts: Iterable[LoggedAct],
        *,
        begin: Iterable[Sign] = (),
        end: Iterable[IncidentId] = (),
    ) -> None:
        """Puts acts in the line, and what runs here from then on, at once. Raises StoreError."""
        with store_errors(), self._engine.begin() as connection:
            _add(connection, acts)
            for incident in end:
                connection.execute(delete(ONCALL_SIGN).where(*_sign(account, incident)))
            for sign in begin:
                _put_sign(connection, account, sign)

    def keep_after(
        self, account: str, sign: Sign, acts: Iterable[LoggedAct], after: Sign | None
    ) -> bool:
        """The same for what follows from a sign of life; `after` takes its place, if anything does.
        False when it is no longer that one: another window on this machine was quicker.
        """
        with store_errors(), self._engine.begin() as connection:
            if _signs(connection, account).get(sign.incident) != sign:
                return False
            if after is None:
                connection.execute(delete(ONCALL_SIGN).where(*_sign(account, sign.incident)))
            else:
                _put_sign(connection, account, after)
            _add(connection, acts)
            return True

    def put(self, act: LoggedAct) -> None:
        """Keeps an act under its id, in place of what it said before; not once it was sent."""
        values = {"arguments": act.arguments, "made_at": act.made_at, "problem": act.problem}
        with store_errors(), self._engine.begin() as connection:
            put = upsert(ONCALL_ACT).values(_values(act))
            unsent = ONCALL_ACT.c.sent_in == ""
            put = put.on_conflict_do_update(index_elements=["act"], set_=values, where=unsent)
            connection.execute(put)

    def acts(self, account: str) -> tuple[LoggedAct, ...]:
        """All that lies here, in the order it was made."""
        with store_errors(), self._engine.begin() as connection:
            own = select(ONCALL_ACT).where(ONCALL_ACT.c.account == account)
            return tuple(_act(row) for row in connection.execute(own.order_by(ONCALL_ACT.c.no)))

    def has_come(self, act: LoggedAct, at: Instant) -> None:
        """The store has it, and answered."""
        self._update(act.id, sent_in=act.sent_in, sent_at=at, problem="", answer=act.answer)

    def tell_problem(self, act: ActId, words: str) -> None:
        """The store refused it."""
        self._update(act, problem=words)

    def try_again(self, act: LoggedAct) -> None:
        """Puts what was refused at the end of the line: after what was done about it."""
        with store_errors(), self._engine.begin() as connection:
            connection.execute(delete(ONCALL_ACT).where(ONCALL_ACT.c.act == act.id))
            _add(connection, [replace(act, problem="")])

    def drop(self, act: ActId) -> None:
        """It is given up."""
        with store_errors(), self._engine.begin() as connection:
            connection.execute(delete(ONCALL_ACT).where(ONCALL_ACT.c.act == act))

    def drop_all_of(self, account: str, incident: IncidentId) -> None:
        """An incident that the store never had is given up, with what was done and what runs."""
        own = (ONCALL_ACT.c.account == account, ONCALL_ACT.c.incident == incident)
        with store_errors(), self._engine.begin() as connection:
            connection.execute(delete(ONCALL_ACT).where(*own, ONCALL_ACT.c.sent_in == ""))
            connection.execute(delete(ONCALL_SIGN).where(*_sign(account, incident)))

    def sent_before(self, account: str, at: Mapping[IncidentId, Instant]) -> frozenset[ActId]:
        """What the store had of each incident before an instant."""
        own = (ONCALL_ACT.c.account == account, ONCALL_ACT.c.sent_in != "")
        with store_errors(), self._engine.begin() as connection:
            rows = connection.execute(select(ONCALL_ACT).where(*own)).all()
        early = (row for row in rows if row.incident in at and row.sent_at < at[row.incident])
        return frozenset(ActId(row.act) for row in early)

    def send_again(self, account: str, epoch: str) -> None:
        """What another past of the store had is sent to this one too."""
        sent = (ONCALL_ACT.c.account == account, ONCALL_ACT.c.sent_in.not_in(["", epoch]))
        with store_errors(), self._engine.begin() as connection:
            connection.execute(update(ONCALL_ACT).where(*sent).values(sent_in="", sent_at=None))

    def forget(self, account: str, now: Instant) -> None:
        """Lets go of what the store has had for long."""
        long_ago = ONCALL_ACT.c.sent_at < now.subtract(hours=24 * KEPT_DAYS)
        with store_errors(), self._engine.begin() as connection:
            connection.execute(delete(ONCALL_ACT).where(ONCALL_ACT.c.account == account, long_ago))

    def signs(self, account: str) -> tuple[Sign, ...]:
        """What runs on this machine, and when it was last known to."""
        with store_errors(), self._engine.begin() as connection:
            return tuple(_signs(connection, account).values())

    def anchor(self) -> Anchor | None:
        """What this machine's time was last counted from."""
        with store_errors(), self._engine.begin() as connection:
            row = connection.execute(select(MACHINE)).one_or_none()
            return None if row is None or not row.boot else Anchor(row.boot, row.boot_s, row.at)

    def set_anchor(self, anchor: Anchor) -> None:
        """Counts from here on."""
        with store_errors(), self._engine.begin() as connection:
            _machine(connection, anchor.at)
            values = {"boot": anchor.boot, "boot_s": anchor.boot_s, "at": anchor.at}
            connection.execute(update(MACHINE).values(**values))

    def last_use(self) -> Instant | None:
        """When something was last logged on this machine, or ran, whoever's it was."""
        columns = (ONCALL_ACT.c.made_at, ONCALL_SIGN.c.at)
        with store_errors(), self._engine.begin() as connection:
            found = [
                connection.execute(select(func.max(column, type_=InstantType()))).scalar()
                for column in columns
            ]
        return max((at for at in found if at is not None), default=None)

    def machine(self, now: Instant) -> str:
        """What tells this machine from others of its name: made once, with the file."""
        with store_errors(), self._engine.begin() as connection:
            return _machine(connection, now)

    def another_machine(self) -> str:
        """From now on it is as if this were another one."""
        name = _new_name()
        with store_errors(), self._engine.begin() as connection:
            connection.execute(update(MACHINE).values(name=name))
        return name

    def _update(self, act: ActId, **values: object) -> None:
        with store_errors(), self._engine.begin() as connection:
            connection.execute(update(ONCALL_ACT).where(ONCALL_ACT.c.act == act).values(**values))


def _machine(connection: Connection, now: Instant) -> str:
    found = connection.execute(select(MACHINE.c.name)).scalar()
    if found is not None:
        return str(found)
    name = _new_name()
    connection.execute(insert(MACHINE).values(no=1, name=name, boot="", boot_s=0.0, at=now))
    return name


def _new_name() -> str:
    return new_uuid().hex[-6:]


def _add(connection: Connection, acts: Iterable[LoggedAct]) -> None:
    for act in acts:
        connection.execute(insert(ONCALL_ACT).values(_values(act)))


def _values(act: LoggedAct) -> dict[str, Any]:
    return {
        "act": act.id,
        "account": act.account,
        "incident": act.incident,
        "kind": act.kind,
        "arguments": act.arguments,
        "made_at": act.made_at,
        "sent_in": act.sent_in,
        "problem": act.problem,
        "answer": act.answer,
    }


def _act(row: Row[*tuple[Any, ...]]) -> LoggedAct:
    return LoggedAct(
        id=ActId(row.act),
        account=row.account,
        incident=IncidentId(row.incident),
        kind=row.kind,
        arguments=row.arguments,
        made_at=row.made_at,
        sent_in=row.sent_in,
        problem=row.problem,
        answer=row.answer,
    )


def _sign(account: str, incident: IncidentId) -> tuple[Any, ...]:
    return ONCALL_SIGN.c.account == account, ONCALL_SIGN.c.incident == incident


def _signs(connection: Connection, account: str) -> dict[IncidentId, Sign]:
    rows = connection.execute(select(ONCALL_SIGN).where(ONCALL_SIGN.c.account == account))
    found = (Sign(IncidentId(row.incident), row.at, row.idle_since) for row in rows)
    return {sign.incident: sign for sign in found}


def _put_sign(connection: Connection, account: str, sign: Sign) -> None:
    values = {"at": sign.at, "idle_since": sign.idle_since}
    put = upsert(ONCALL_SIGN).values(account=account, incident=sign.incident, **values)
    keys = ["account", "incident"]
    connection.execute(put.on_conflict_do_update(index_elements=keys, set_=values))
