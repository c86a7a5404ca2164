"""What a backup says of itself: which store, from when, and what must be in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.backup.errors import BackupDamaged, BackupRefused
from console.data.feed import EPOCH
from console.data.schema import HEAD
from console.data.tables import cases, leader, personal, shops, wire  # noqa: F401 - to be counted
from console.data.tables.base import Base
from console.data.tables.journal import FeedRow, StoreFactRow
from console.data.tables.people import PersonRow
from console.domain.language import tr

FORMAT = 1


@dataclass(frozen=True)
class KnownLogin:
    """A login on the server. `verifier` proves its password without holding it; may be unknown."""

    login: str
    kind: str
    """person, service or door."""
    verifier: str | None = None


@dataclass(frozen=True)
class Facts:
    """What is true of a store at one instant."""

    schema: str
    epoch: str
    newest: int
    """The feed's last number."""
    counts: Mapping[str, int]
    """Rows per table."""
    people: tuple[str, ...]
    """Logins of those who are not disabled."""


@dataclass(frozen=True)
class Manifest:
    made_at: Instant
    engine: str
    facts: Facts
    sha256: str
    """Of the engine's copy."""
    size: int
    prefix: str = ""
    """How the roles' names begin (PostgreSQL)."""
    tool: int = 0
    """Which pg_dump made it: an older pg_restore cannot read it."""
    logins: tuple[KnownLogin, ...] = field(default=(), repr=False)
    format: int = FORMAT


def facts_of(session: Session, schema: str) -> Facts:
    """Reads them, also from an older schema."""
    there = set(inspect(session.connection()).get_table_names())
    counts = {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
        if table.name in there
    }
    people = select(PersonRow.login).where(PersonRow.disabled_at.is_(None)).order_by("login")
    return Facts(
        schema,
        session.get_one(StoreFactRow, EPOCH).value,
        session.scalar(select(func.max(FeedRow.seq))) or 0,
        counts,
        tuple(session.scalars(people)),
    )


def to_json(manifest: Manifest) -> str:
    return json.dumps(
        {**asdict(manifest), "made_at": manifest.made_at.format_iso()}, ensure_ascii=False, indent=1
    )


def from_json(words: bytes) -> Manifest:
    """Raises BackupDamaged, and BackupRefused for what a newer program made."""
    try:
        found: dict[str, Any] = json.loads(words)
        if int(found["format"]) > FORMAT or str(found["facts"]["schema"]) > HEAD:
            raise BackupRefused(
                tr(
                    "Kopien er laget av en nyere utgave av programmet (format {format}, skjema "
                    "{schema}). Ingenting er endret. Oppgrader programmet.",
                    format=found["format"],
                    schema=found["facts"]["schema"],
                )
            )
        return _manifest(found)
    except (KeyError, TypeError, ValueError) as error:
        raise BackupDamaged(
            tr(
                "Kopien er skadet: det den sier om seg selv, kan ikke leses ({reason}). Ingenting "
                "er endret. Bruk en annen kopi.",
                reason=error,
            )
        ) from error


def _manifest(found: dict[str, Any]) -> Manifest:
    facts = found["facts"]
    return Manifest(
        **{
            **found,
            "made_at": Instant.parse_iso(found["made_at"]),
            "facts": Facts(**{**facts, "people": tuple(facts["people"])}),
            "logins": tuple(KnownLogin(**one) for one in found["logins"]),
        }
    )
