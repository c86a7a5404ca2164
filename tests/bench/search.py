"""Searching 1,000,000 messages on both stores: p50 and p99, each beside the same query bare."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from console.data.engine import open_engine, sqlite_url
from console.data.queries.search import find_cases
from console.data.store import Store
from console.domain.finding import read_wanted
from tests.bench.many_messages import A_CASE, fill_messages, phone, vocabulary
from tests.bench.twins import percentile
from tests.peers.postgres import Postgres, PostgresMissing

GOAL_P50_MS = 50
GOAL_P99_MS = 200
_READ = (
    "SELECT m.no, m.case_id, m.at, m.subject, substr(m.visible_text, 1, 20000) FROM ({}) f "
    "JOIN message m ON m.no = f.no ORDER BY m.no DESC"
)
_BARE = {
    "sqlite": _READ.format(
        "SELECT rowid AS no FROM message_search WHERE message_search MATCH ? "
        "ORDER BY rowid DESC LIMIT 50"
    ),
    "postgresql": _READ.format(
        "SELECT no FROM message_search WHERE words @@ CAST(%s AS tsquery) ORDER BY no DESC LIMIT 50"
    ),
}
_CASE = 'SELECT * FROM "case" WHERE id = {}'


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="search")
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--store", choices=("file", "server"), action="append")
    chosen = parser.parse_args(arguments)
    met = True
    for kind in chosen.store or ("file", "server"):
        try:
            with (_file if kind == "file" else _server)() as url:
                met &= _measure(kind, url, chosen.messages, chosen.rounds)
        except PostgresMissing as missing:
            print(missing, file=sys.stderr)
            return 2
    return 0 if met else 1


@contextmanager
def _file() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        yield sqlite_url(Path(folder) / "desk.db")


@contextmanager
def _server() -> Iterator[str]:
    server = Postgres()
    try:
        server.start()
        yield server.url(server.database(name="desk"))
    finally:
        server.remove()


def _measure(kind: str, url: str, messages: int, rounds: int) -> bool:
    engine = open_engine(url)
    indexed_s = fill_messages(engine, messages)
    if kind == "server":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    print(json.dumps({"store": kind, "messages": messages, "indexed_s": round(indexed_s, 1)}))
    store = Store(engine)
    met = True
    for name, words in _queries(messages, rounds).items():
        ours = [_timed(store.read, find_cases, each) for each in words]
        bare = _bare(engine, words)
        told = {
            "store": kind,
            "query": name,
            "p50_ms": round(percentile(ours, 0.5), 2),
            "p99_ms": round(percentile(ours, 0.99), 2),
            "bare_p50_ms": round(percentile(bare, 0.5), 2),
            "bare_p99_ms": round(percentile(bare, 0.99), 2),
            "ratio": round(percentile(ours, 0.5) / percentile(bare, 0.5), 2),
        }
        print(json.dumps(told), flush=True)
        met &= told["p50_ms"] <= GOAL_P50_MS and told["p99_ms"] <= GOAL_P99_MS  # type: ignore[operator]
    store.close()
    return met


def _queries(messages: int, rounds: int) -> dict[str, list[str]]:
    chance = random.Random(5)
    words = vocabulary()
    common, mid, rare = words[:40], words[300:2_000], words[-20_000:]
    cases = messages // A_CASE
    made: dict[str, Callable[[], str]] = {
        "rare word": lambda: chance.choice(rare),
        "middling word": lambda: chance.choice(mid),
        "common word": lambda: chance.choice(common),
        "in 3 of 10": lambda: "ordet",
        "common long ago": lambda: "gammelord",
        "never together": lambda: f"gammelord melding{chance.randrange(10)}",
        "two words": lambda: f"{chance.choice(common)} {chance.choice(mid)}",
        "two common words": lambda: f"ordet {chance.choice(common)}",
        "prefix of 1": lambda: chance.choice(common)[:1],
        "prefix of 2": lambda: chance.choice(common)[:2],
        "prefix of 4": lambda: chance.choice(rare)[:4],
        "customer": lambda: f"post{chance.randrange(3_000)}",
        "telephone": lambda: phone(chance.randrange(0, messages, 50)),
        "half a telephone": lambda: phone(chance.randrange(0, messages, 50))[:5],
        "case": lambda: f"#{chance.randrange(1, cases)}",
        "nothing": lambda: f"finnesikke{chance.randrange(1_000)}",
    }
    return {name: [make() for _ in range(rounds)] for name, make in made.items()}


def _timed(act: Callable[..., object], *arguments: object) -> float:
    began = time.perf_counter()
    act(*arguments)
    return (time.perf_counter() - began) * 1000


def _bare(engine: Engine, words: Sequence[str]) -> list[float]:
    """The same words by SQL alone, on a connection of the driver."""
    connection = engine.raw_connection()
    is_server = engine.dialect.name == "postgresql"
    cursor = connection.cursor()
    times = []
    for typed in words:
        wanted = read_wanted(typed)
        if wanted.case is not None and typed.startswith("#"):
            asked: tuple[str, ...] = (_CASE.format(wanted.case),)
        elif is_server:
            asked = (_BARE["postgresql"], " & ".join(f"'{term}':*" for term in wanted.terms))
        else:
            asked = (_BARE["sqlite"], " ".join(f'"{term}"*' for term in wanted.terms))
        times.append(_timed(_run, cursor, *asked))
    connection.close()
    return times


def _run(cursor: object, query: str, *wanted: str) -> None:
    cursor.execute(query, wanted)  # type: ignore[attr-defined]
    cursor.fetchall()  # type: ignore[attr-defined]
