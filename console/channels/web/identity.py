"""Who a visitor is, where their site says so and signs it: a short JWT, or a hash of the shop."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

import jwt
from whenever import Instant

from console.domain.addresses import BadAddress, check_address
from console.domain.instants import Clock
from console.domain.storable_text import one_line

LONGEST_S = 300
"""How long a signed identity may be good for."""

_VISITS = UUID("5a0c1c1e-7d0b-5c0e-9a8e-3f2d6b1c4e70")
_SKEW_S = 30
_MOST_CHARS = 4096
_LEAST_KEY_BYTES = 32


class NotProven(Exception):
    """It is forged, too old, too long-lived, another site's, or was used before."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a site vouches for. `shop` is the shop's number in the register; `visit` the one visit
    that it may open, None where it may open any.
    """

    shop: str
    visit: UUID | None = None
    name: str = ""
    address: str = ""


class Identities:
    """Checks what sites signed. Threads: any."""

    def __init__(self, secrets: Mapping[str, Sequence[str]], clock: Clock) -> None:
        """`secrets` by site: up to two that count, so that one can take over from another."""
        self._keys = {
            site: tuple(secret.encode() for secret in of_site if len(secret) >= _LEAST_KEY_BYTES)
            for site, of_site in secrets.items()
        }
        self._clock = clock

    def signed(self, site: str, token: str) -> Identity:
        """What a JWT says, good for one visit: the store, which all doors share, has room for one
        of that id. Raises NotProven.
        """
        claims = self._claims(site, token)
        self._need_now(claims)
        visit = uuid5(_VISITS, f"{site} {_claim(claims, 'jti')}")
        name = one_line(str(claims.get("name") or ""), 80)
        return Identity(_claim(claims, "sub"), visit, name, _address(claims.get("email")))

    def hashed(self, site: str, identifier: str, told: str) -> Identity:
        """The shop whose hash this is: HMAC-SHA256 in hexadecimal. Raises NotProven.

        It does not grow old: a site that can should sign a JWT instead.
        """
        is_right = False
        for key in self._keys.get(site, ()):
            right = hmac.new(key, identifier.encode(), hashlib.sha256).hexdigest()
            is_right |= hmac.compare_digest(right.encode(), told.lower().encode())
        if not is_right or not identifier.strip():
            raise NotProven("hash")
        return Identity(one_line(identifier, 40))

    def _claims(self, site: str, token: str) -> Mapping[str, Any]:
        if len(token) > _MOST_CHARS:
            raise NotProven("size")
        for key in self._keys.get(site, ()):
            try:
                return jwt.decode(
                    token,
                    key,
                    algorithms=["HS256"],
                    audience=site,
                    options={
                        "require": ["sub", "aud", "exp", "jti"],
                        # The clock is ours, so times are looked at below.
                        "verify_exp": False,
                        "verify_iat": False,
                        "verify_nbf": False,
                    },
                )
            except (jwt.PyJWTError, ValueError, RecursionError):
                continue
        raise NotProven("signature")

    def _need_now(self, claims: Mapping[str, Any]) -> None:
        now_s = _seconds(self._clock.now())
        until_s = _number(claims["exp"])
        from_s = max(_number(claims.get(name, now_s)) for name in ("iat", "nbf"))
        if until_s + _SKEW_S <= now_s or from_s - _SKEW_S > now_s:
            raise NotProven("time")
        if until_s - min(now_s, from_s) > LONGEST_S + _SKEW_S:
            raise NotProven("length")


def _claim(claims: Mapping[str, Any], name: str) -> str:
    told = claims[name]
    found = one_line(told, 80) if isinstance(told, str) else ""
    if not found:
        raise NotProven(name)
    return found


def _address(told: object) -> str:
    """An address that mail cannot go to is none; the shop is known all the same."""
    try:
        return check_address(told) if isinstance(told, str) and told else ""
    except BadAddress:
        return ""


def _number(told: object) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not 0 < told < 1e11:
        raise NotProven("time")
    return float(told)


def _seconds(at: Instant) -> float:
    return at.timestamp(unit="millisecond") / 1000
