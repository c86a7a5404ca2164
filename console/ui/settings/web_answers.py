"""What was typed about the web chat and its sites, and whether it can work."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from console.domain.connecting import SettingsError
from console.domain.language import tr
from console.domain.web_chat import Site, WebChatSettings

_KEY_LETTERS = 40
_SPELT = str.maketrans({"æ": "ae", "ø": "o"})


class WebField(StrEnum):
    """The questions about the web chat, in the order of the form."""

    ADDRESS = "address"
    PORT = "port"
    SITES = "sites"


@dataclass(frozen=True)
class SiteAnswers:
    """A site as typed. `key` is empty for one that is new: it gets one of its name, and keeps it,
    for pages carry it.
    """

    name: str = ""
    origins: str = ""
    key: str = ""
    has_identity: bool = False


@dataclass(frozen=True)
class WebAnswers:
    """The web chat as typed; without sites there is none. `kept` is the setting as it was stored,
    of which the rest stays.
    """

    public_url: str = ""
    listen_port: str = "8750"
    sites: tuple[SiteAnswers, ...] = ()
    kept: WebChatSettings | None = None


class WrongWeb(Exception):
    """Answers that cannot work; `reasons` says for each what is wrong and what to write."""

    def __init__(self, reasons: dict[WebField, str]) -> None:
        super().__init__("; ".join(reasons.values()))
        self.reasons = reasons


_SOUND = WebChatSettings(sites=(Site("k", "k", ("https://k.no",)),))
"""Settings with nothing wrong, in which one answer after the other is tried."""


def answers_of(settings: WebChatSettings | None) -> WebAnswers:
    """The stored web chat as somebody would have typed it."""
    if settings is None:
        return WebAnswers()
    sites = tuple(
        SiteAnswers(site.name, ", ".join(site.origins), site.key, site.has_identity)
        for site in settings.sites
    )
    return WebAnswers(settings.public_url, str(settings.listen_port), sites, settings)


def settings_of(answers: WebAnswers) -> WebChatSettings | None:
    """The web chat; None for none. Raises WrongWeb."""
    sites = [site for site in answers.sites if site.name.strip() or site.origins.strip()]
    if not sites:
        return None
    typed: dict[str, Any] = {}
    reasons: dict[WebField, str] = {}
    questions = {
        WebField.ADDRESS: ("public_url", _address),
        WebField.PORT: ("listen_port", _port),
        WebField.SITES: ("sites", _sites),
    }
    for field, (name, read) in questions.items():
        try:
            typed[name] = read(replace(answers, sites=tuple(sites)))
            replace(_SOUND, **{name: typed[name]})
        except SettingsError as error:
            reasons[field] = str(error)
    if reasons:
        raise WrongWeb(reasons)
    return replace(answers.kept or _SOUND, **typed)


def key_of(name: str, taken: Sequence[str] = ()) -> str:
    """A key for a site, made of its name; another than those that are taken."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_SPELT))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode("ascii"))
    made = "-".join(words)[:_KEY_LETTERS].strip("-") or "nettsted"
    number, key = 1, made
    while key in taken:
        number += 1
        key = f"{made[: _KEY_LETTERS - 4]}-{number}"
    return key


def _address(answers: WebAnswers) -> str:
    typed = answers.public_url.strip().rstrip("/")
    if not typed:
        raise SettingsError(
            tr("Skriv adressen nettleserne når døren på, f.eks. https://chat.mystore.no.")
        )
    return typed


def _port(answers: WebAnswers) -> int:
    plain = answers.listen_port.strip()
    if not (plain.isascii() and plain.isdecimal() and 0 < len(plain) < 10 and int(plain)):
        raise SettingsError(tr("Porten er et tall fra 1 til 65535, f.eks. 8750."))
    return int(plain)


def _sites(answers: WebAnswers) -> tuple[Site, ...]:
    taken = [site.key for site in answers.sites if site.key]
    made = []
    for typed in answers.sites:
        key = typed.key or key_of(typed.name, taken)
        taken.append(key)
        origins = tuple(_origin(part) for part in re.split(r"[,\s]+", typed.origins) if part)
        made.append(Site(key, typed.name.strip() or key, origins, typed.has_identity))
    return tuple(made)


def _origin(typed: str) -> str:
    """As browsers name it: in small letters, nothing behind the host."""
    return typed.rstrip("/").lower()
