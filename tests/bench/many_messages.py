"""A store with many messages, written in bulk, with words as often as in a language: few are
common, most are rare. The index is made afterwards, as an upgrade makes it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from itertools import accumulate
from uuid import UUID

from sqlalchemy import Connection, Engine, insert
from whenever import Instant

from console.data.migrations.folded_0006 import FILE_SEARCH, SEARCH
from console.data.schema import initialise
from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.shops import ContactRow, ShopRow

SHOPS = 3_000
A_CASE = 4
"""Messages of a case."""
CHUNK = 20_000
VOCABULARY = 30_000
NOW = Instant.from_utc(2026, 11, 23, 9, 42)
_SYLLABLES = (
    *("kas", "se", "fak", "tu", "ra", "bær", "løs", "ning", "gå", "vå", "ren", "dør", "åp", "ne"),
    *("mel", "ding", "kjø", "per", "vare", "la", "ger", "or", "dre", "tek", "nisk", "feil"),
)


def vocabulary() -> list[str]:
    """Made words, the common ones first."""
    chance = random.Random(7)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5)))] = None
    return list(words)


def phone(n: int) -> str:
    """The number that the writer of message `n` tells, where it tells one."""
    return f"{40_000_000 + n * 7 % 60_000_000:08d}"


def fill_messages(engine: Engine, messages: int) -> float:
    """Makes the store; returns the seconds that indexing all of it took.

    Every 50th message bears a telephone number; "gammelord" stands in every one of the oldest
    third, and nowhere else; "ordet" in 3 of 10.
    """
    initialise(engine)
    is_server = engine.dialect.name == "postgresql"
    with engine.begin() as connection:
        _without_index(connection, is_server)
        _customers(connection)
    for first in range(0, messages, CHUNK):
        with engine.begin() as connection:
            numbers = range(first, min(first + CHUNK, messages))
            connection.execute(insert(CaseRow), [_case(n) for n in numbers if n % A_CASE == 0])
            connection.execute(insert(MessageRow), list(_messages(numbers, messages)))
    began = time.monotonic()
    with engine.begin() as connection:
        for statement in _index_statements(is_server):
            connection.exec_driver_sql(statement)
    return time.monotonic() - began


def _without_index(connection: Connection, is_server: bool) -> None:
    if is_server:
        connection.exec_driver_sql("ALTER TABLE message DISABLE TRIGGER USER")
        connection.exec_driver_sql("DROP INDEX ix_message_search_words")
    else:
        connection.exec_driver_sql("DROP TRIGGER message_indexed")


def _index_statements(is_server: bool) -> list[str]:
    """Of the migration, as it is: what indexes and what keeps the index."""
    if is_server:
        made = [one for one in SEARCH if one.startswith(("INSERT", "CREATE INDEX"))]
        return [*made, "ALTER TABLE message ENABLE TRIGGER USER"]
    return [
        *(one for one in FILE_SEARCH if one.startswith("INSERT")),
        next(one for one in FILE_SEARCH if one.startswith("CREATE TRIGGER message_indexed")),
    ]


def _customers(connection: Connection) -> None:
    shops = [
        {"customer_number": str(n), "name": f"Butikk {n}", "registers": n % 3} for n in range(SHOPS)
    ]
    connection.execute(insert(ShopRow), shops)
    contacts = [
        {"address": f"post{n}@butikk{n}.example", "name": f"Kontakt {n}", "shop_id": n + 1}
        for n in range(SHOPS)
    ]
    connection.execute(insert(ContactRow), contacts)


def _case(n: int) -> dict[str, object]:
    customer = n // A_CASE % SHOPS + 1
    at = NOW.subtract(seconds=20_000_000 - n)
    return {
        "state": "closed",
        "kind": "question",
        "subject": f"Sak om melding {n}",
        "shop_id": customer,
        "contact_id": customer,
        "opened_at": at,
        "closed_at": at,
        "last_at": at,
        "points_read": [],
        "points": {},
    }


def _messages(numbers: range, of: int) -> Iterator[dict[str, object]]:
    words = vocabulary()
    often = list(accumulate(1 / rank for rank in range(3, len(words) + 3)))
    chance = random.Random(numbers[0])
    for n in numbers:
        said = chance.choices(words, cum_weights=often, k=chance.randint(4, 18))
        said += ["gammelord"] if n < of // 3 else []
        said += ["ordet"] if chance.random() < 0.3 else []
        said += [f"Tlf +47 {phone(n)[:3]} {phone(n)[3:5]} {phone(n)[5:]}"] if n % 50 == 0 else []
        customer = n // A_CASE % SHOPS
        yield {
            "id": UUID(int=n + 1),
            "case_id": n // A_CASE + 1,
            "kind": "mail_in",
            "at": NOW.subtract(seconds=20_000_000 - n),
            "sender_name": f"Kontakt {customer}",
            "sender_address": f"post{customer}@butikk{customer}.example",
            "recipients": {},
            "subject": "",
            "text": " ".join(said),
            "visible_text": " ".join(said),
            "header_id": f"<{n}@butikk.example>",
        }
