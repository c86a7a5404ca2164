"""The store: where commands are carried out once, and queries read.

Every table is imported here: a row can be written only when the tables it refers to are known.
Threads: any but the one that paints. Sessions live and die inside one call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from console.data.blobs import put_large
from console.data.errors import Refused
from console.data.server_engine import LINE_WATCH
from console.data.tables import (  # noqa: F401
    billing,
    cases,
    escalations,
    journal,
    leader,
    live,
    oncall,
    people,
    personal,
    shops,
    web,
    wire,
)
from console.data.tables.journal import CommandRow
from console.data.transaction import Act, Changes, Transaction
from console.data.translated import fate_unknown, is_cut, is_worth_another, store_errors

P = ParamSpec("P")
T = TypeVar("T")

Answer = dict[str, Any] | None


class Store:
    """Commands and queries on one engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = engine.execution_options(**_reading_options(engine))
        self._round = 0
        event.listen(engine, "connect", self._mark)
        event.listen(engine, "checkin", self._end_old)

    def perform(
        self,
        act: Act,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Changes:
        """Carries out a command in one transaction; the same act again gives the first answer.

        It is tried again on another connection where the first was lost. Nothing is done twice by
        that: an act that was committed before its answer got lost is known by its id, and so is
        one that somebody else carried out at the same instant.

        Raises StoreError, FateUnknown among them, and whatever the command refuses with.
        """
        is_committing = False

        def once() -> Changes:
            nonlocal is_committing
            is_committing = False
            with Session(self.engine) as session, session.begin():
                done = session.get(CommandRow, act.id)
                if done is not None:
                    return Changes(act.id, frozenset(), done.answer)
                tx = Transaction(session, act)
                answer = command(tx, *args, **kwargs) or {}
                session.add(_command_row(act, command, answer))
                session.flush()
                is_committing = True
            return Changes(act.id, frozenset(tx.touched), answer)

        with store_errors():
            try:
                return once()
            except SQLAlchemyError as error:
                if not is_worth_another(error):
                    raise
                if not (is_committing and is_cut(error)):
                    return once()
            except Refused:
                # Perhaps for what the same act changed, sent twice at once by two programs.
                done = self._done(act)
                if done is None:
                    raise
                return done
            with fate_unknown():
                self._wait_out(act, command)
                return once()

    def keep_bytes(self, contents: Iterable[bytes]) -> None:
        """Stores files that an act is to speak of, before it: each once, whatever was sent before.

        Within the act a large one on a slow line would hold the case, until the act was broken
        off. Where the act is refused then, its files lie there and nobody speaks of them; the
        next who sends the same finds them. Raises StoreError.
        """
        for content in contents:

            def once(content: bytes = content) -> None:
                with Session(self.engine) as session, session.begin():
                    put_large(session, content)

            with store_errors():
                _twice_at_most(once)

    def _done(self, act: Act) -> Changes | None:
        """What the act answered, if it was carried out."""
        with Session(self.engine) as session, session.begin():
            row = session.get(CommandRow, act.id)
            return None if row is None else Changes(act.id, frozenset(), row.answer)

    def _wait_out(self, act: Act, command: Callable[..., Answer]) -> None:
        """Returns when the first try has ended, one way or the other.

        Its commit may still be on its way to the server. The try has written its act, so whoever
        writes the same waits for it; without that the second try would be held up by the first
        half way, and then be refused for what the first had changed.
        """
        with suppress(IntegrityError), Session(self.engine) as session:
            session.add(_command_row(act, command, {}))
            session.flush()

    def upkeep(
        self,
        act: Act,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> dict[str, Any]:
        """Carries out what is said again and again: a lease, health, presence, copies of drafts.

        Unlike `perform` it leaves no record of the act, so the same act again is carried out again.
        Raises StoreError, and whatever the command refuses with.
        """

        def once() -> dict[str, Any]:
            with Session(self.engine) as session, session.begin():
                return command(Transaction(session, act), *args, **kwargs) or {}

        with store_errors():
            return _twice_at_most(once)

    def read(
        self,
        query: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Runs a query: on a file in a transaction of its own, on a server in none. Each of its
        statements may see more there than the one before. Raises StoreError.
        """

        def once() -> T:
            with Session(self._reading) as session, session.begin():
                return query(session, *args, **kwargs)

        with store_errors():
            return _twice_at_most(once)

    def read_at_once(
        self,
        query: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """The same in a transaction of its own on every engine: what a query says of its
        transaction (whose rows it may reach) holds until its end. Raises StoreError.
        """

        def once() -> T:
            engine = self.engine.execution_options(reading=True)
            with Session(engine) as session, session.begin():
                return query(session, *args, **kwargs)

        with store_errors():
            return _twice_at_most(once)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A connection of one's own to read by, again and again. Raises StoreError.

        Nothing is tried again on it: whoever follows the store must hear that a line was cut.
        """
        is_server = self.engine.dialect.name == "postgresql"
        with store_errors():
            connection = self._reading.connect()
        try:
            if is_server:
                with store_errors():
                    connection.detach()
                    # The same small questions on and on: planning takes longer than answering.
                    connection.exec_driver_sql("SET plan_cache_mode = force_generic_plan")
            yield Reading(connection, in_transaction=not is_server)
        finally:
            connection.close()

    def reopen(self) -> None:
        """Lets go of open connections: the next use reads what lies there now.

        One that another thread uses just now is ended when it is done with.
        """
        self._round += 1
        self.engine.dispose()

    def _mark(self, _connection: object, record: ConnectionPoolEntry) -> None:
        record.info[self] = self._round

    def _end_old(self, connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        """Nobody would take it out of the pool that was let go of meanwhile."""
        if connection is not None and record.info.get(self, 0) != self._round:
            connection.close()

    def hurry(self) -> None:
        """The program is about to end: a server that is silent is hardly waited for any more."""
        watch = self.engine.get_execution_options().get(LINE_WATCH)
        if watch is not None:
            watch.hurry()

    def close(self) -> None:
        self.engine.dispose()


class Reading:
    """One connection, read by one thread.

    A file is read in a transaction each time; a server needs none (`_reading_options`).
    """

    def __init__(self, connection: Connection, *, in_transaction: bool) -> None:
        self._session = Session(connection)
        self._in_transaction = in_transaction

    def read(
        self,
        query: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Runs a query. Raises StoreError."""
        with store_errors():
            if self._in_transaction:
                with self._session.begin():
                    return query(self._session, *args, **kwargs)
            try:
                return query(self._session, *args, **kwargs)
            finally:
                # Nothing that was read is kept: the next reading sees what is there then.
                if self._session.identity_map:
                    self._session.expunge_all()


def _twice_at_most(work: Callable[[], T]) -> T:
    """Again on another connection where the first had died unnoticed."""
    try:
        return work()
    except SQLAlchemyError as error:
        if not is_cut(error):
            raise
        return work()


def _reading_options(engine: Engine) -> dict[str, Any]:
    """A server shows each statement what is committed by then anyway (READ COMMITTED): a
    transaction around reading would only cost two trips more.
    """
    is_server = engine.dialect.name == "postgresql"
    return {"isolation_level": "AUTOCOMMIT"} if is_server else {"reading": True}


def _command_row(act: Act, command: Callable[..., Answer], answer: dict[str, Any]) -> CommandRow:
    name = getattr(command, "__name__", "command")
    return CommandRow(id=act.id, name=name, at=act.at, actor_id=act.actor, answer=answer)
