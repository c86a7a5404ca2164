"""Words as they are compared in a search: the same for what is kept and for what is asked.

People type a name as their keyboard allows, so "Åsgløtt", "Aasgloett" and "asglott" are one word.
The rule, in this order, and the reason for each step:

1. Accents fall off, written as one letter with it or as a mark of its own (files from a Mac are
   named so); Latin capitals are small letters. Those of other scripts are left to the engines.
2. å, ä and æ are a; ø and ö are o: what is left where a keyboard has none of them. The Swedish
   and the Norwegian way of writing a name meet there too.
3. Runs of a and of e are one letter: "aa" is how å is written abroad. The e's are joined only so
   that step 4 leaves nothing that it would change the next time.
4. "ae" is a and "oe" is o: how æ and ø are written abroad.

It makes one word of some that are two ("noe" and "no"): a search would rather show a row too many
than miss a customer. The store's engines do the same (`folded_0006`); a test holds them together.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MARKS = re.compile("[\u0300-\u036f]+")
_PLAIN = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZæÆøØđĐðÐłŁ",
    "abcdefghijklmnopqrstuvwxyzaaooddddll",
)
_RUNS = (re.compile("aa+"), re.compile("ee+"))
NUMBER: Final = re.compile(r"(?:[+]|00)?[0-9](?:[ \u00a0./()-]{0,2}[0-9]){6,13}")
"""What may be a telephone number in a text."""
_COUNTRY = re.compile(r"^(?:00)?47(?=[0-9]{8}$)")


def folded(text: str) -> str:
    """A text as it is compared; folding it again changes nothing."""
    letters = _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_PLAIN)
    for run in _RUNS:
        letters = run.sub(run.pattern[0], letters)
    return _RUNS[0].sub("a", letters.replace("ae", "a")).replace("oe", "o")


def numbers_in(text: str) -> tuple[str, ...]:
    """What may be telephone numbers, as digits alone; Norwegian ones without +47."""
    return tuple(one_number(found) for found in NUMBER.findall(text))


def one_number(text: str) -> str:
    """A telephone number as digits alone, however it was written; "" where there are none."""
    return _COUNTRY.sub("", re.sub("[^0-9]", "", text))


def words_of(text: str) -> str:
    """A text as it is kept for searching: folded, and its telephone numbers in one piece each."""
    return " ".join((folded(text), *numbers_in(text)))
