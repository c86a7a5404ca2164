"""What is said of a caller wherever one is shown: who, and on what grounds we believe it."""

from __future__ import annotations

from console.domain.calls import Call, ShopBy
from console.domain.language import ntr, tr
from console.domain.phone_numbers import grouped


def who_calls(call: Call) -> str:
    """The shop, else the number; a name that the exchange tells is no more than a claim."""
    return call.shop_name or grouped(call.number) or tr("Skjult nummer")


def number_of(call: Call) -> str:
    """The number as people write it, or that it is withheld."""
    return grouped(call.number) or tr("Skjult nummer")


def may_be_called(call: Call) -> bool:
    """Whether there is a number: what the exchange told and was none stands as it was told."""
    return call.number.removeprefix("+").isdecimal()


def grounds(call: Call) -> str:
    """Why this is taken to be the shop: a number is a claim, anybody can call with it."""
    unknown = tr("sentralen oppgir butikk {number}, som vi ikke kjenner", number=call.store_id)
    if call.shop is None:
        if call.store_id:
            return unknown
        return candidates_words(call) or (tr("Ukjent nummer") if call.number else "")
    said = {
        ShopBy.EXCHANGE: tr("sentralen oppgir butikken"),
        ShopBy.NUMBER: tr("nummeret er ført på butikken"),
        ShopBy.PERSON: tr("en av oss har valgt butikken"),
    }
    known = "" if call.shop_by is None else said[call.shop_by]
    # An exchange that names a shop that we know is believed before the number.
    is_other = call.shop_by is ShopBy.NUMBER and bool(call.store_id)
    return f"{known}; {unknown}" if is_other else known


def candidates_words(call: Call) -> str:
    """`2 mulige butikker`; "" where the number is of none or of one."""
    if call.shop is not None or not call.candidates:
        return ""
    return ntr("{count} mulig butikk", "{count} mulige butikker", len(call.candidates))
