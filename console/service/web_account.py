"""The house's own chat as its setting has it, and the keys that its sites sign visitors with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from console.data.queries.people import setting
from console.data.secrets import SecretsUnavailable, web_identity_names
from console.domain.language import tr
from console.domain.web_chat import KEY, WebChatSettings, from_json
from console.service.mail_account import Secrets


@dataclass(frozen=True)
class WebChat:
    """Everything that a door is made from. `version` is the setting's; `secrets` are the keys of
    each site that signs, newest first: one, or two while the site changes to a new one.
    """

    version: int
    settings: WebChatSettings
    secrets: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)


def web_settings(read: Callable[..., Any]) -> tuple[int, WebChatSettings] | None:
    """The setting with its version, if there is one; `read` runs queries.

    Raises SettingsError, StoreError.
    """
    row = read(setting, KEY)
    if row is None or not row.value:
        return None
    return row.version, from_json(str(row.value))


def named_web_chat(
    read: Callable[..., Any], secrets: Secrets, known: Mapping[str, tuple[str, ...]] | None = None
) -> WebChat | None:
    """The chat of the setting, if any. A site whose key is missing signs nobody: see `unsigned`;
    where the keyring does not answer now, what was `known` of it counts.

    Raises SettingsError, StoreError.
    """
    stored = web_settings(read)
    if stored is None:
        return None
    version, settings = stored
    keys = {
        site.key: _keys(secrets, site.key, (known or {}).get(site.key, ()))
        for site in settings.sites
        if site.has_identity
    }
    return WebChat(version, settings, keys)


def _keys(secrets: Secrets, site: str, known: tuple[str, ...]) -> tuple[str, ...]:
    in_use, before = web_identity_names(site)
    try:
        key = secrets.get(in_use)
    except SecretsUnavailable:
        return known
    try:
        former = secrets.get(before)
    except SecretsUnavailable:
        # A service that was handed the one in use has no keyring to look for another in.
        former = None
    return tuple(each for each in (key, former) if each)


def unsigned(chat: WebChat) -> str:
    """What to do about sites that are to sign their visitors and whose key is not here."""
    names = [
        site.name or site.key
        for site in chat.settings.sites
        if site.has_identity and not chat.secrets.get(site.key)
    ]
    if not names:
        return ""
    return tr(
        "Nøkkelen til {sites} finnes ikke på denne maskinen, så hvem de besøkende er, kan ikke "
        "bekreftes. Lag en ny under Innstillinger → Chat.",
        sites=", ".join(names),
    )
