"""One act as one transaction: who, when, what changed, and the events that tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session
from whenever import Instant

from console.data.errors import NotFound
from console.data.tables.base import Base
from console.data.tables.journal import EventRow
from console.domain.ids import ActId, CaseId, PersonId, new_uuid
from console.domain.language import tr

Row = TypeVar("Row", bound=Base)

_HELD = {"key_share": True}
"""FOR NO KEY UPDATE: rows that refer to a held one may still come (SQLite has but one writer)."""


@dataclass(frozen=True)
class Act:
    """Somebody's act. `id` is made by the caller; `actor` is None for `serve` itself."""

    id: ActId
    actor: PersonId | None
    at: Instant


def new_act(actor: PersonId | None, at: Instant) -> Act:
    return Act(ActId(new_uuid()), actor, at)


@dataclass(frozen=True)
class Changes:
    """What a command changed: (entity, id) pairs, and its small answer."""

    act: ActId
    touched: frozenset[tuple[str, str]]
    answer: dict[str, Any]


class Transaction:
    """What a command is handed: the session, the act, and where it records what happened."""

    def __init__(self, session: Session, act: Act) -> None:
        self.session = session
        self.act = act
        self.touched: set[tuple[str, str]] = set()

    def record(
        self,
        kind: str,
        entity: str,
        entity_id: object,
        case: int | None = None,
        **data: Any,
    ) -> None:
        """Appends an event (past tense, e.g. CaseTaken) about one entity."""
        self.touched.add((entity, str(entity_id)))
        self.session.add(
            EventRow(
                act_id=self.act.id,
                at=self.act.at,
                actor_id=self.act.actor,
                kind=kind,
                entity=entity,
                entity_id=str(entity_id),
                case_id=case,
                data=data,
            )
        )

    def record_case(self, kind: str, case: CaseId | int, **data: Any) -> None:
        """Appends an event about a case."""
        self.record(kind, "case", case, case=int(case), **data)

    def need(self, table: type[Row], key: int | str | UUID, *, held: bool = False) -> Row:
        """The row, or NotFound in words; a held one is nobody else's to change until the end."""
        row = self.session.get(table, key, with_for_update=_HELD if held else None)
        if row is None:
            raise NotFound(
                tr(
                    "Fant ikke {what} {key} i lageret. Ingenting ble endret.",
                    what=_in_words(table.__tablename__),
                    key=key,
                )
            )
        return row


def _in_words(table: str) -> str:
    names = {
        "case": tr("sak"),
        "person": tr("person"),
        "message": tr("melding"),
        "outbox": tr("svar"),
        "shop": tr("butikk"),
        "escalation": tr("eskalering"),
        "promise": tr("løfte"),
        "outward_act": tr("handling"),
    }
    return names.get(table, table)
