"""A store with many cases, written in bulk: 200,000 of which 2,000 are open."""

from __future__ import annotations

import random
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert
from whenever import Instant

from console.data.commands.people import add_person
from console.data.engine import open_engine, sqlite_url
from console.data.schema import initialise
from console.data.store import Store
from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.journal import EventRow
from console.data.tables.shops import ContactRow, ShopRow
from console.data.transaction import new_act
from console.domain.people import Role

NOW = Instant.parse_iso("2026-11-23T10:42:00+01:00")
SHOPS = 3_000
WORDS = [
    "kassen",
    "terminalen",
    "frakt",
    "betaling",
    "faktura",
    "produkt",
    "bilde",
    "domene",
    "rapport",
    "moms",
    "lager",
    "ordre",
    "kunde",
    "nettbutikk",
    "oppdatering",
    "feil",
    "skjerm",
    "vipps",
    "klarna",
    "posten",
    "bring",
    "retur",
    "rabatt",
    "gavekort",
    "varsel",
]
CHUNK = 5_000


def fill(path: Path, cases: int, still_open: int, messages: int = 2) -> str:
    """Makes the store in a file; returns its URL."""
    return fill_store(sqlite_url(path), cases, still_open, messages)


def fill_store(url: str, cases: int, still_open: int, messages: int = 2) -> str:
    """Makes the store at a URL (on a server: its superuser's); returns the URL."""
    engine = open_engine(url)
    initialise(engine)
    store = Store(engine)
    store.perform(new_act(None, NOW), add_person, "sunniva.l", "Sunniva Lund", tuple(Role))
    chance = random.Random(20_417)
    with engine.begin() as connection:
        shops = [
            {
                "customer_number": str(n),
                "name": f"Butikk {n}",
                "registers": n % 3,
                "pos_version": "",
                "note": "",
            }
            for n in range(SHOPS)
        ]
        connection.execute(insert(ShopRow), shops)
        contacts = [
            {
                "address": f"post{n}@butikk{n}.example",
                "name": f"Kontakt {n}",
                "phone": "",
                "shop_id": n + 1,
            }
            for n in range(SHOPS)
        ]
        connection.execute(insert(ContactRow), contacts)
    for first in range(0, cases, CHUNK):
        with engine.begin() as connection:
            numbers = range(first, min(first + CHUNK, cases))
            connection.execute(
                insert(CaseRow), [_case(n, n >= cases - still_open, chance) for n in numbers]
            )
            said = [_message(n, m, chance) for n in numbers for m in range(messages)]
            connection.execute(insert(MessageRow), said)
            connection.execute(insert(EventRow), [_event(n) for n in numbers])
    store.close()
    return url


def _case(n: int, is_open: bool, chance: random.Random) -> dict[str, object]:
    shop = n % SHOPS + 1
    at = NOW.subtract(seconds=chance.randrange(60, 260_000) if is_open else 10_000_000 + n)
    return {
        "version": 1,
        "state": "open" if is_open else "closed",
        "kind": "question",
        "topic": "",
        "subject": _words(chance, 5),
        "snippet": _words(chance, 14),
        "shop_id": shop,
        "contact_id": shop,
        "owner_id": 1 if is_open and n % 9 == 0 else None,
        "opened_at": at,
        "waiting_since": at if is_open else None,
        "closed_at": None if is_open else at,
        "last_at": at,
        "attachment_count": n % 3,
        "points_read": [],
        "points": {},
    }


def _message(n: int, m: int, chance: random.Random) -> dict[str, object]:
    text = _words(chance, chance.randrange(20, 120))
    return {
        "id": UUID(int=n * 16 + m + 1),
        "case_id": n + 1,
        "kind": "mail_in",
        "at": NOW.subtract(seconds=300_000 - m * 60),
        "sender_name": f"Kontakt {n % SHOPS}",
        "sender_address": f"post{n % SHOPS}@butikk{n % SHOPS}.example",
        "recipients": {},
        "subject": _words(chance, 5),
        "text": text,
        "visible_text": text,
        "html": "",
        "header_id": f"<{n}.{m}@butikk.example>",
        "delivery": "",
        "delivery_text": "",
        "auto": "person",
        "problem": "",
    }


def _event(n: int) -> dict[str, object]:
    return {
        "act_id": UUID(int=n + 1),
        "at": NOW.subtract(seconds=300_000),
        "kind": "CaseOpened",
        "entity": "case",
        "entity_id": str(n + 1),
        "case_id": n + 1,
        "data": {},
    }


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))
