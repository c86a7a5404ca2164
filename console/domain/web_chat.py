"""The house's own chat as its setting has it: where its door is heard, and on which pages.

No secret stands here: what a site signs visitors' identity with is handed to the door.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from html import escape
from typing import Any
from urllib.parse import urlsplit

from console.domain.connecting import SettingsError, check_port, is_server_name
from console.domain.language import tr

KEY = "web_chat"
"""The setting that holds it: `to_json`'s text."""

_SITE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
MOST_SITES, MOST_ORIGINS = 20, 50


@dataclass(frozen=True, slots=True)
class Site:
    """Pages that carry the widget: `key` stands in their script tag, `origins` are where they are
    served from ("https://www.mystore.no"). `has_identity`: they sign who the visitor is.
    """

    key: str
    name: str
    origins: tuple[str, ...]
    has_identity: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class WebChatSettings:
    """The door. Raises `SettingsError`. Behind a proxy that speaks TLS; `public_url` is the door as
    browsers reach it, `listen_*` where it is heard on this machine (port 0: any free one).
    `trusted_proxies` are addresses whose X-Forwarded-For is believed.
    """

    sites: tuple[Site, ...]
    public_url: str = ""
    listen_host: str = "127.0.0.1"
    listen_port: int = 8750
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")

    def __post_init__(self) -> None:
        if not 0 < len(self.sites) <= MOST_SITES:
            raise SettingsError(tr("Nettchatten trenger minst ett nettsted, og høyst 20."))
        if len({site.key for site in self.sites}) < len(self.sites):
            raise SettingsError(tr("To nettsteder har samme nøkkel. Gi dem hver sin."))
        for site in self.sites:
            _check_site(site)
        if not is_server_name(self.listen_host.strip("[]")):
            raise SettingsError(
                tr("«{host}» er ingen adresse på denne maskinen.", host=self.listen_host)
            )
        if self.listen_port:
            check_port(self.listen_port)
        if self.public_url and not is_origin(self.public_url.rstrip("/")):
            raise SettingsError(
                tr("«{url}» er ingen nettadresse. Skriv https://…", url=self.public_url)
            )

    def site(self, key: str) -> Site | None:
        """The site of this key."""
        return next((site for site in self.sites if site.key == key), None)


def is_origin(text: str) -> bool:
    """Whether it is scheme, name and port alone ("https://www.mystore.no")."""
    parts = urlsplit(text)
    try:
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    named = parts.hostname is not None and is_server_name(parts.hostname)
    return named and has_port and parts.scheme in ("http", "https") and text == _bare(text)


def script_tag(settings: WebChatSettings, site: Site) -> str:
    """What a page carries; empty as long as nobody said where browsers reach the door."""
    if not settings.public_url:
        return ""
    address = escape(f"{settings.public_url.rstrip('/')}/w/chat.js")
    return f'<script async src="{address}" data-site="{escape(site.key)}"></script>'


def to_json(settings: WebChatSettings) -> str:
    """As it is stored."""
    return json.dumps(asdict(settings), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> WebChatSettings:
    """As it was stored. Raises SettingsError."""
    try:
        told = json.loads(text)
        sites = tuple(_site(site) for site in told.pop("sites"))
        proxies = tuple(str(each) for each in told.pop("trusted_proxies", ()))
        return WebChatSettings(sites=sites, trusted_proxies=proxies, **told)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, SettingsError):
            raise
        raise SettingsError(
            tr("Innstillingen for nettchatten kan ikke leses. Lagre den på nytt.")
        ) from error


def _bare(text: str) -> str:
    parts = urlsplit(text)
    return f"{parts.scheme}://{parts.netloc}"


def _site(told: Mapping[str, Any]) -> Site:
    return Site(
        key=str(told["key"]),
        name=str(told["name"]),
        origins=tuple(str(each) for each in told["origins"]),
        has_identity=bool(told.get("has_identity", False)),
    )


def _check_site(site: Site) -> None:
    if not _SITE.fullmatch(site.key):
        raise SettingsError(
            tr(
                "«{key}» kan ikke være nøkkel til et nettsted. Bruk små bokstaver, tall og "
                "bindestrek.",
                key=site.key,
            )
        )
    if not 0 < len(site.origins) <= MOST_ORIGINS:
        raise SettingsError(tr("{name} trenger minst én nettadresse.", name=site.name or site.key))
    for origin in site.origins:
        if not is_origin(origin):
            raise SettingsError(
                tr(
                    "«{url}» er ingen nettadresse. Skriv for eksempel https://www.mystore.no.",
                    url=origin,
                )
            )
