"""Who of us knows what best: the setting, and what a waiting chat seems to be about.

It says whom a chat rings for first, never whom it must wait for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from console.domain.ids import PersonId
from console.domain.topics import TOPICS

KEY = "expertise"
"""The setting that holds it: {"7": ["shipping", "pos"]}, topics by person."""

_PAGES: Mapping[str, tuple[str, ...]] = {
    "shipping": ("frakt", "levering", "shipping"),
    "payment": ("betaling", "betalinger", "payment", "checkout"),
    "pos": ("datakasse", "kassesystem", "pos"),
    "invoice": ("faktura", "abonnement", "invoice"),
    "product": ("produkt", "produkter", "vare", "varer", "product", "products"),
    "domain": ("domene", "domener", "domain", "dns"),
    "report": ("rapport", "rapporter", "statistikk", "report", "reports"),
}
"""Words of the addresses of our pages that tell what somebody who stands there asks about."""

_BETWEEN = re.compile(r"[/._-]+")
_TOPIC_OF = {word: topic for topic, words in _PAGES.items() for word in words}


@dataclass(frozen=True, slots=True)
class Expertise:
    """Topics by person; nobody knows anything best until a lead has said so."""

    topics: Mapping[PersonId, frozenset[str]] = field(default_factory=dict)

    def of(self, person: PersonId) -> frozenset[str]:
        """What somebody knows best."""
        return self.topics.get(person, frozenset())

    def who_know(self, topic: str) -> frozenset[PersonId]:
        """Everybody who knows it best; nobody where it is not known what it is about."""
        return frozenset(person for person, own in self.topics.items() if topic in own)

    def with_topics(self, person: PersonId, topics: frozenset[str]) -> Expertise:
        """The same with another answer for one person."""
        others = {one: own for one, own in self.topics.items() if one != person}
        return Expertise({**others, person: topics} if topics else others)


def topic_of_page(page: str) -> str:
    """What a visitor on this page asks about: the last word of its path that tells; else ""."""
    path = page.partition("?")[0].partition("#")[0]
    _, is_whole, rest = path.partition("://")
    own = rest.partition("/")[2] if is_whole else path
    words = _BETWEEN.split(own.casefold())
    return next((_TOPIC_OF[word] for word in reversed(words) if word in _TOPIC_OF), "")


def expertise_to_json(expertise: Expertise) -> dict[str, list[str]]:
    """Plain values; `expertise_from` reads the same back."""
    return {str(person): sorted(topics) for person, topics in expertise.topics.items()}


def expertise_from(value: object) -> Expertise:
    """The expertise of a stored setting; what cannot be meant is left out."""
    if not isinstance(value, Mapping):
        return Expertise()
    found = {
        PersonId(int(person)): frozenset(topic for topic in topics if topic in TOPICS)
        for person, topics in value.items()
        if isinstance(person, str) and person.isdecimal() and isinstance(topics, list)
    }
    return Expertise({person: topics for person, topics in found.items() if topics})
