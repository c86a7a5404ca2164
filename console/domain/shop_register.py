"""Reading the firm's register of shops from a CSV file.

Columns (in any order, `;` or `,` between them): customer_number, name; and, where known, emails,
hosts (several with a space or `|` between), phones (several with `|`), registers (`name=number`,
several with `|`), pos_version, note. A line that cannot be read stops nothing but itself.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from console.domain.language import tr
from console.domain.phone_numbers import e164
from console.domain.shops import Shop

REQUIRED = ("customer_number", "name")
_LIST = re.compile(r"[|\s]+")


class RegisterError(ValueError):
    """The file is no register of shops; the message says what it should look like."""


@dataclass(frozen=True)
class Register:
    """The shops that could be read, and what was wrong with the rest, a line each."""

    shops: tuple[Shop, ...]
    faults: tuple[str, ...]


def read_register(text: str) -> Register:
    """Reads the whole file. Raises RegisterError when its columns are missing."""
    text = text.removeprefix("\ufeff")
    first_line = text.partition("\n")[0]
    delimiter = ";" if ";" in first_line else ","
    # Strict: a quotation mark that is never closed would swallow every line after it.
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True)
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise RegisterError(
            tr(
                "Filen mangler kolonnene {names}. Første linje skal være for eksempel: "
                "customer_number;name;emails;hosts;phones;registers;pos_version",
                names=", ".join(missing),
            )
        )
    shops: dict[str, Shop] = {}
    faults: list[str] = []
    for line, row in _lines(reader):
        try:
            shop = _shop({key: (value or "").strip() for key, value in row.items() if key})
        except RegisterError as error:
            faults.append(tr("linje {line}: {what}", line=line, what=error))
            continue
        if shop.customer_number in shops:
            faults.append(
                tr(
                    "linje {line}: kundenummer {number} står to ganger",
                    line=line,
                    number=shop.customer_number,
                )
            )
        shops[shop.customer_number] = shop
    return Register(tuple(shops.values()), tuple(faults))


def _lines(reader: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Lines with their numbers. Raises RegisterError where the file is no table any more."""
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise RegisterError(
            tr("Linje {line} kan ikke leses: {what}", line=reader.line_num, what=error)
        ) from error


def _shop(row: dict[str, str]) -> Shop:
    if not row["customer_number"] or not row["name"]:
        raise RegisterError(tr("kundenummer eller navn mangler"))
    return Shop(
        customer_number=row["customer_number"],
        name=row["name"],
        addresses=tuple(dict.fromkeys(a.lower() for a in _several(row.get("emails", "")))),
        hosts=tuple(dict.fromkeys(h.lower() for h in _several(row.get("hosts", "")))),
        phones=tuple(dict.fromkeys(_number(n) for n in _numbers(row.get("phones", "")))),
        registers=tuple(_registers(row.get("registers", ""))),
        pos_version=row.get("pos_version", ""),
        note=row.get("note", ""),
    )


def _several(text: str) -> list[str]:
    return [part for part in _LIST.split(text) if part]


def _numbers(text: str) -> list[str]:
    return [part for part in text.split("|") if part.strip()]


def _number(text: str) -> str:
    number = e164(text)
    if number is None:
        raise RegisterError(tr("«{text}» er ikke et telefonnummer", text=text))
    return number


def _registers(text: str) -> list[tuple[str, str]]:
    found = []
    for part in _numbers(text):
        name, _, number = part.partition("=")
        found.append((name.strip(), _number(number) if number.strip() else ""))
    return found
