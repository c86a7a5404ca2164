"""Whose pages may speak to the door, where they may show it, and from which address they come.

The widget lives in a frame that the door itself serves, so all it says comes from the door's own
origin: nothing else is let in, on any request that changes something and on the WebSocket. Which
pages may show that frame is for `frame-ancestors` to say, which browsers hold; a page that is not
a site's cannot show it, and so cannot speak. Whoever is no browser can say any origin: against
them stand paces, tokens and signed identities, not this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from console.domain.web_chat import Site, WebChatSettings, is_origin

_WORDS = re.compile(r"https?://(?:\*\.)?[a-z0-9.:\[\]-]+")
_PORTS = {"http": 80, "https": 443}


class Origins:
    """What the setting says of origins and proxies."""

    def __init__(self, settings: WebChatSettings) -> None:
        self._public = plain_origin(settings.public_url.rstrip("/")) if settings.public_url else ""
        self._proxies = frozenset(_address(each) for each in settings.trusted_proxies)

    def own(self, headers: Headers) -> str:
        """The door's own origin; empty where it is asked for under a name that is not its own.

        Without a public address only this machine's names and bare numbers count: a name that
        somebody lets point here is no name of ours.
        """
        if self._public:
            return self._public
        host = headers.get("host", "").lower()
        origin = f"http://{host}"
        if not is_origin(origin):
            return ""
        name = urlsplit(origin).hostname or ""
        return plain_origin(origin) if name == "localhost" or _address(name) else ""

    def may_speak(self, headers: Headers) -> bool:
        """Whether what changes something may come from there."""
        said, own = headers.getlist("origin"), self.own(headers)
        is_foreign = headers.get("sec-fetch-site", "same-origin") != "same-origin"
        return bool(own) and not is_foreign and [plain_origin(each) for each in said] == [own]

    def is_blind(self, peer: str, headers: Headers) -> bool:
        """Whether a proxy that is believed does not say for whom it asks."""
        is_proxy = bool(self._public) and _address(peer) in self._proxies
        return is_proxy and "x-forwarded-for" not in headers

    def address(self, peer: str, headers: Headers) -> str:
        """Whoever asks, as it is counted: proxies that are trusted say for whom they ask."""
        told = [each.strip() for each in ",".join(headers.getlist("x-forwarded-for")).split(",")]
        address = peer
        while _address(address) in self._proxies and told:
            address = told.pop()
        return network_of(address) or network_of(peer)


def policy(site: Site, own: str) -> str:
    """What the widget's page may do, and where it may be shown, as a Content-Security-Policy."""
    parts = urlsplit(own)
    push = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}" if own else ""
    origins = (plain_origin(origin) for origin in site.origins)
    shown_on = " ".join(origin for origin in origins if _WORDS.fullmatch(origin))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"connect-src 'self' {push}".rstrip(),
            "img-src 'self' blob: data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors " + (shown_on or "'none'"),
            "require-trusted-types-for 'script'",
        )
    )


def plain_origin(text: str) -> str:
    """An origin as browsers say it: small letters, and no port that goes without saying."""
    parts = urlsplit(text.lower())
    try:
        is_usual = parts.port == _PORTS.get(parts.scheme)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition(':')[0] if is_usual else parts.netloc}"


def page_of(text: str, site: Site) -> str:
    """Where a visitor says they are, without what stands behind the path; a site's page or ""."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    origin = plain_origin(f"{parts.scheme}://{parts.netloc}")
    known = {plain_origin(each) for each in site.origins}
    return f"{origin}{parts.path}" if origin in known else ""


def network_of(address: str) -> str:
    """An IPv4 address, or the network of an IPv6 one; empty for what is none."""
    plain = _address(address)
    return str(IPv6Address(int(IPv6Address(plain)) >> 64 << 64)) if ":" in plain else plain


def inert() -> Mapping[str, str]:
    """What every answer bears that is no page."""
    return {
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "cache-control": "no-store",
    }


def _address(text: str) -> str:
    """As it is compared: an IPv4 one also where it comes in an IPv6 one's clothes."""
    try:
        found = ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)
