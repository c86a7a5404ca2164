"""What the world's customers say and who they are: read once from `resources/practice`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.channels.practice.customers import Customer, plain_letters
from console.domain.phone_numbers import e164
from console.domain.shops import Shop

_Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: what the customer says in turns of some lines each, and our answers.

    `answers[n]` is what a good colleague says to `turns[n]`; the last turn may have none.
    """

    topic: str
    turns: tuple[tuple[str, ...], ...]
    answers: tuple[str, ...]
    for_registers: bool


@dataclass(frozen=True, slots=True)
class Errand:
    """What a caller wants. `note` is the wrap-up; `minutes` is about how long it takes."""

    topic: str
    about: str
    note: str
    minutes: float
    for_registers: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail, or one of the firm's forms (`form` is its name), with what follows our answer.

    `then` is empty where the customer has nothing to add. `parts` are names of files. A critical
    one comes at night; bulk is from a program that wants no answer.
    """

    topic: str
    subject: str
    text: str
    answer: str
    then: str
    then_answer: str
    form: str
    parts: tuple[str, ...]
    for_registers: bool
    is_critical: bool
    is_bulk: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What customers say in common, one of several each time."""

    nudges: tuple[str, ...]
    goodbyes_unanswered: tuple[str, ...]
    thanks: tuple[str, ...]
    yes: tuple[str, ...]
    nothing_more: tuple[str, ...]
    back_again: tuple[str, ...]
    mail_thanks: tuple[str, ...]
    mail_nudges: tuple[str, ...]
    mail_after_chat: tuple[str, ...]
    mail_after_call: tuple[str, ...]
    away: tuple[str, ...]
    bulk: tuple[tuple[str, str], ...]
    strangers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that is said. `people` are the customers of `shops`; some addresses return
    every mail (`bouncing`).
    """

    shops: tuple[Shop, ...]
    people: tuple[Customer, ...]
    bouncing: frozenset[str]
    talks: tuple[Talk, ...]
    errands: tuple[Errand, ...]
    letters: tuple[Letter, ...]
    words: Words


def read_texts(folder: Path) -> Texts:
    """Reads the files of a folder; raises OSError, or ValueError where one cannot be read."""
    shops = _tables(folder / "shops.toml", "shop")
    people = tuple(person for table in shops for person in _people(table))
    letters = [*_tables(folder / "mails.toml", "mail"), *_tables(folder / "forms.toml", "form")]
    words = tomllib.loads((folder / "words.toml").read_text("utf-8"))
    return Texts(
        shops=tuple(_shop(table) for table in shops),
        people=people,
        bouncing=frozenset(table["mail"] for table in shops if table.get("bounces")),
        talks=tuple(_talk(table) for table in _tables(folder / "chats.toml", "chat")),
        errands=tuple(_errand(table) for table in _tables(folder / "calls.toml", "call")),
        letters=tuple(_letter(table) for table in letters),
        words=Words(
            **{name: tuple(_plain(one) for one in several) for name, several in words.items()}
        ),
    )


def _plain(one: Any) -> Any:
    return tuple(one) if isinstance(one, list) else one


def _tables(path: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))[name]
    return found


def _shop(table: _Table) -> Shop:
    return Shop(
        customer_number=table["number"],
        name=table["name"],
        addresses=(table["mail"],),
        hosts=(table["host"],),
        phones=tuple(_number(phone) for phone in table.get("phones", ())),
        registers=tuple(
            (name, _number(phone) if phone else "")
            for name, phone in table.get("registers", {}).items()
        ),
        pos_version=table.get("version", ""),
        note=table.get("note", ""),
    )


def _people(table: _Table) -> list[Customer]:
    """The shop's people: the first writes from its address, the others from their own."""
    shop = _shop(table)
    number = shop.phones[0] if shop.phones else ""
    people = []
    for place, name in enumerate(table["people"]):
        first_name = plain_letters(name.split()[0].lower())
        address = table["mail"] if place == 0 else f"{first_name}@{table['host']}"
        people.append(Customer(name, address, number, shop))
    return people


def _number(text: str) -> str:
    number = e164(text)
    if number is None:
        raise ValueError(text)
    return number


def _talk(table: _Table) -> Talk:
    turns: list[list[str]] = []
    answers: list[str] = []
    for line in filter(None, (each.strip() for each in table["talk"].splitlines())):
        mark, _, said = line.partition(" ")
        if mark == "<":
            answers.append(said)
        elif len(turns) == len(answers):
            turns.append([said])
        else:
            turns[-1].append(said)
    return Talk(
        table.get("topic", "other"),
        tuple(tuple(turn) for turn in turns),
        tuple(answers),
        table.get("pos", False),
    )


def _errand(table: _Table) -> Errand:
    return Errand(
        table.get("topic", "other"),
        table["about"],
        table["note"],
        float(table.get("minutes", 4)),
        table.get("pos", False),
    )


def _letter(table: _Table) -> Letter:
    return Letter(
        topic=table.get("topic", "other"),
        subject=table["subject"],
        text=table["text"].strip(),
        answer=table.get("answer", "").strip(),
        then=table.get("then", "").strip(),
        then_answer=table.get("then_answer", "").strip(),
        form=table.get("form", ""),
        parts=tuple(table.get("parts", ())),
        for_registers=table.get("pos", False),
        is_critical=table.get("critical", False),
    )
