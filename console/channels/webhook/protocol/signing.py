"""The signature of a message, both ways: the scheme of Standard Webhooks (standardwebhooks.com)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence

from whenever import Instant

from console.domain.connecting import SettingsError
from console.domain.language import tr

TOLERANCE_S = 300
"""So far may a message's time lie from ours: an older one may have been overheard and kept."""

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"

_PREFIX = "whsec_"
_KEY_BYTES = range(24, 65)
_MOST_SIGNATURES = 8
_MOST_KEYS = 4
_NAME = re.compile(r"[A-Za-z0-9_:-]{1,200}")
_SECONDS = re.compile(r"[0-9]{1,11}")


class NotSigned(Exception):
    """The message is not proven to be the exchange's. The words say why, without any secret."""


def keys_of(secret: str) -> tuple[bytes, ...]:
    """The keys that are in use: one, or while they are changed several with a space between.

    Raises SettingsError.
    """
    words = secret.split()
    if not 1 <= len(words) <= _MOST_KEYS:
        raise _no_key()
    return tuple(_key(word) for word in words)


def signed(key: bytes, name: str, at: Instant, body: bytes) -> dict[str, str]:
    """The headers that prove a message of ours."""
    seconds = str(at.timestamp())
    return {ID: name, TIMESTAMP: seconds, SIGNATURE: _signature(key, name, seconds, body)}


def check(keys: Sequence[bytes], headers: Mapping[str, str], body: bytes, now: Instant) -> None:
    """Raises NotSigned for a message that is not signed with one of the keys, or not of now."""
    name, seconds = headers.get(ID, ""), headers.get(TIMESTAMP, "")
    if not _NAME.fullmatch(name) or not _SECONDS.fullmatch(seconds):
        raise NotSigned(tr("{id} eller {time} mangler eller er feil.", id=ID, time=TIMESTAMP))
    if abs(now.timestamp() - int(seconds)) > TOLERANCE_S:
        raise NotSigned(
            tr(
                "Tiden i {time} er mer enn 5 minutter fra vår. Still klokken, og signer på nytt.",
                time=TIMESTAMP,
            )
        )
    offered = headers.get(SIGNATURE, "").split()[:_MOST_SIGNATURES]
    # All of them are compared, so that the time it takes tells nothing.
    fits = [
        hmac.compare_digest(one.encode(), _signature(key, name, seconds, body).encode())
        for key in keys
        for one in offered
    ]
    if not any(fits):
        raise NotSigned(tr("Signaturen stemmer ikke. Sjekk nøkkelen, og signer bytene som sendes."))


def _signature(key: bytes, name: str, seconds: str, body: bytes) -> str:
    digest = hmac.digest(key, f"{name}.{seconds}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(digest).decode("ascii")


def _key(word: str) -> bytes:
    try:
        key = base64.b64decode(word.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise _no_key() from None
    if not word.startswith(_PREFIX) or len(key) not in _KEY_BYTES:
        raise _no_key()
    return key


def _no_key() -> SettingsError:
    return SettingsError(
        tr(
            "Nøkkelen til webhooken er ikke en nøkkel. Den er whsec_ og så 24 til 64 tilfeldige "
            "byte i base64."
        )
    )
