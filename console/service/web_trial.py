"""Trying the web chat as `doctor` does: its keys, its doors, and the way that browsers come."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from whenever import Instant

from console.data.errors import StoreError
from console.data.queries.web_doors import web_doors
from console.data.store import Store
from console.domain.connecting import SettingsError
from console.domain.language import tr
from console.domain.web_chat import WebChatSettings
from console.service.finding import Finding
from console.service.mail_account import Secrets
from console.service.web_account import named_web_chat, unsigned, web_settings

REACHED_WITHIN_S = 5.0

Reach = Callable[[str], str]
"""Asks an address as a browser would; why it does not answer as a door does, or ""."""


def try_web_chat(
    store: Store, secrets: Secrets | None, now: Instant, reach: Reach
) -> Iterator[Finding]:
    """The parts of the web chat; never raises for what it finds. `secrets` are those of `serve`;
    None where they lie elsewhere: then nothing is said of keys.
    """
    part = tr("nettchat")
    place = tr("Åpne Innstillinger → Chat.")
    try:
        stored = web_settings(store.read)
        chat = None if secrets is None else named_web_chat(store.read, secrets)
        doors = store.read(web_doors, now)
    except SettingsError as error:
        yield Finding(part, False, str(error), place)
        return
    except StoreError as error:
        yield Finding(part, False, str(error))
        return
    if stored is None:
        yield Finding(part, True, tr("ingen er lagt inn"), tr("Legg den inn under Innstillinger."))
        return
    if problem := "" if chat is None else unsigned(chat):
        yield Finding(tr("nettstedenes nøkler"), False, problem)
    told = "; ".join(f"{door.machine}: {door.text}" for door in doors)
    if any(door.is_ok for door in doors):
        yield Finding(part, all(door.is_ok for door in doors), told)
    else:
        words = told or tr("ingen serve har døren åpen")
        yield Finding(part, False, words, tr("Start serve; den åpner døren selv."))
    yield _way_in(stored[1], reach)


def reached_by(address: str) -> str:
    """Asks by HTTP."""
    # Late: the others of a doctor's questions need no HTTP.
    import requests  # noqa: PLC0415

    try:
        answer = requests.get(address, timeout=REACHED_WITHIN_S)
        told = answer.json() if answer.status_code == requests.codes.ok else None
        is_door = isinstance(told, dict) and "state" in told
    except requests.RequestException as error:
        return tr("svarer ikke ({kind})", kind=type(error).__name__)
    return "" if is_door else tr("svarer med {status}, ikke som en dør", status=answer.status_code)


def _way_in(settings: WebChatSettings, reach: Reach) -> Finding:
    part = tr("nettchat utenfra")
    if not settings.public_url:
        words = tr("ingen adresse er satt for nettleserne")
        return Finding(part, False, words, tr("Skriv den under Innstillinger → Chat."))
    site, address = settings.sites[0].key, settings.public_url.rstrip("/")
    problem = reach(f"{address}/w/v1/config?site={site}")
    if problem:
        advice = tr("Den omvendte proxyen må sende alt under /w/ til serve, også WebSocket.")
        return Finding(part, False, f"{address} {problem}", advice)
    return Finding(part, True, tr("{address} svarer", address=address))
