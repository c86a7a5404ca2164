"""Mail addresses as people type them: whether mail can go there, what was likely meant, a mask."""

from __future__ import annotations

import re
from difflib import get_close_matches

from console.domain.errors import ToldError
from console.domain.language import tr
from console.domain.storable_text import one_line

MOST_CHARS = 254
_LOCAL_CHARS = 64

_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{2,59}})")
_AROUND = "<>\"',;: "

_BIG_HOSTS = (
    *("gmail.com", "hotmail.com", "hotmail.no", "outlook.com", "online.no", "icloud.com"),
    *("yahoo.com", "protonmail.com", "broadpark.no"),
)
"""Where most private customers have their mail; names so long that one near is hardly meant."""

_ARE_RIGHT = frozenset(
    ("mail.com", "ymail.com", "email.com", "hotmail.se", "hotmail.dk", "gmx.com")
)
"""Hosts that are near a big one, and are meant."""

_CLOSE = 0.87
"""Two letters that changed places, one too many, one missing or one wrong in a name of nine."""

_ENDINGS = {
    **dict.fromkeys(("con", "cmo", "ocm", "vom", "xom", "comm", "coom", "cm"), "com"),
    **dict.fromkeys(("on", "noo", "nno", "bo"), "no"),
}
"""Ends of names that there are none of, or hardly any in Norway; and what was meant."""


class BadAddress(ToldError):
    """Something mail cannot be sent to; the message names it and says what to do."""


def check_address(text: str) -> str:
    """The address in lower case. Raises BadAddress where no mail can go there."""
    address = (
        one_line(text, MOST_CHARS + 1)
        .removeprefix("mailto:")
        .strip(_AROUND)
        .removesuffix(".")
        .lower()
    )
    local, _, host = address.rpartition("@")
    is_right = (
        len(address) <= MOST_CHARS
        and len(local) <= _LOCAL_CHARS
        and _LOCAL.fullmatch(local) is not None
        and _HOST.fullmatch(_as_sent(host)) is not None
    )
    if not is_right:
        raise BadAddress(
            tr(
                "«{address}» er ikke en e-postadresse. Skriv navn@firma.no.",
                address=one_line(text, 80),
            )
        )
    return address


def likely_meant(address: str) -> str:
    """The address without a typo in its host ("kari@gmial.com"); empty where it looks right."""
    local, at, host = address.rpartition("@")
    name, dot, ending = host.rpartition(".")
    if not at or host in _BIG_HOSTS or host in _ARE_RIGHT:
        return ""
    mended = f"{name}{dot}{_ENDINGS.get(ending, ending)}"
    near = get_close_matches(mended, _BIG_HOSTS, 1, _CLOSE)
    meant = near[0] if near else mended
    return "" if meant == host else f"{local}@{meant}"


def masked(address: str) -> str:
    """As it may be shown where others might look on: "k***@havbris.no"."""
    local, at, host = address.rpartition("@")
    return f"{local[:1]}***{at}{host}" if at else ""


def _as_sent(host: str) -> str:
    """The host as mail carries it: letters beyond ASCII are encoded (IDNA)."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
