"""What the team's telephone exchange is reached by, and how it orders callers. Checked when made.

No secret stands here: the password, or the key of a webhook, is handed to the connector.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from console.domain.connecting import SettingsError, check_port, is_loopback, is_server_name
from console.domain.language import tr

KEY = "phone"
"""The setting that holds it: `to_json`'s text."""

PLAIN_PORT, TLS_PORT = 5038, 5039
LONGEST_WRAP_UP_S = 3600

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_URL = re.compile(r"https?://[\x21-\x7e]{1,400}")
_QUEUE = re.compile(r"[^\x00-\x1f\x7f,\[\]/]{1,79}")
_CONTEXT = re.compile(r"[A-Za-z0-9_.-]{0,79}")
_VARIABLE = re.compile(r"(?:[A-Za-z_][A-Za-z0-9_]{0,78})?")
_PREFIX = re.compile(r"[0-9*#]{0,8}")


class PhoneKind(StrEnum):
    """How the exchange speaks with us: Asterisk's own interface, or calls of ours by JSON."""

    AMI = "ami"
    WEBHOOK = "webhook"


class QueueOrder(StrEnum):
    """Who puts the registers' callers first."""

    EXCHANGE = "exchange"
    CONSOLE = "console"


_CHOICES: Mapping[str, type[PhoneKind] | type[QueueOrder]] = {
    "kind": PhoneKind,
    "order": QueueOrder,
}


@dataclass(frozen=True, kw_only=True)
class PhoneSettings:
    """One exchange. Raises `SettingsError`.

    `number` is what customers call, as it is shown. `queues`: only these are ours. `host`, `port`,
    `is_tls`, `user` are the exchange's (AMI); unprotected only on this machine. `listen_*` is where
    a webhook is heard, on this machine; port 0 is any free one; `act_url` is where it takes what we
    ask of it, empty where it takes nothing. A caller whose priority reaches
    `pos_priority` is a register; the exchange says it, and the shop, in the two channel variables.
    `take_context` is the part of its dialplan that calls the extension it is given (taking a given
    caller, dialling, transfer); empty where there is none. `dial_prefix` stands before numbers
    outside. `wrap_up_s` is how long somebody may write after a call; 0: no such time.
    """

    kind: PhoneKind
    queues: tuple[str, ...]
    number: str = "21 98 24 74"
    host: str = ""
    port: int = PLAIN_PORT
    is_tls: bool = False
    user: str = ""
    listen_host: str = "127.0.0.1"
    listen_port: int = 0
    act_url: str = ""
    order: QueueOrder = QueueOrder.EXCHANGE
    shop_variable: str = "STORE_ID"
    priority_variable: str = "QUEUE_PRIO"
    pos_priority: int = 10
    take_context: str = ""
    dial_prefix: str = ""
    wrap_up_s: int = 0

    def __post_init__(self) -> None:
        _check_queues(self.queues)
        if self.kind is PhoneKind.AMI:
            _check_exchange(self.host, self.port, self.user)
            check_protection(self.host, is_tls=self.is_tls)
        else:
            check_listening(self.listen_host, self.listen_port)
            _check_act_url(self.act_url)
        if _CONTROL.search(self.number) or len(self.number) > 40:
            raise SettingsError(tr("Nummeret er for langt. Skriv det som kundene slår det."))
        _check_dialplan(self)
        _check_amounts(self)


def _check_queues(queues: tuple[str, ...]) -> None:
    if not queues:
        raise SettingsError(
            tr("Ingen kø er oppgitt. Skriv navnet den har i sentralen, f.eks. kundeservice.")
        )
    for queue in queues:
        if not _QUEUE.fullmatch(queue) or queue != queue.strip():
            raise SettingsError(
                tr("«{queue}» er ikke navnet på en kø. Skriv det som i sentralen.", queue=queue)
            )
    if len(set(queues)) != len(queues):
        raise SettingsError(tr("Den samme køen står to ganger. Skriv hver kø én gang."))


def _check_exchange(host: str, port: int, user: str) -> None:
    if not is_server_name(host):
        raise SettingsError(
            tr("«{host}» er ikke et servernavn. Skriv f.eks. sentral.firma.no.", host=host)
        )
    check_port(port)
    if not user or _CONTROL.search(user):
        raise SettingsError(
            tr("Brukernavnet mangler. Det er navnet i klammer i sentralens manager.conf.")
        )


def check_protection(host: str, *, is_tls: bool) -> None:
    """Raises `SettingsError` where callers' numbers would go over the net for all to read."""
    if not is_tls and not is_loopback(host):
        raise SettingsError(
            tr(
                "Samtaler og pålogging ville gått ubeskyttet over nettet til {host}. Slå på TLS; "
                "uten beskyttelse går bare på egen maskin.",
                host=host,
            )
        )


def check_listening(host: str, port: int) -> None:
    """Raises `SettingsError` for a place where a webhook cannot be heard safely."""
    if not is_loopback(host):
        raise SettingsError(
            tr(
                "Webhooken tas imot på egen maskin, med en omvendt proxy foran som har TLS. "
                "Skriv 127.0.0.1 i stedet for «{host}».",
                host=host,
            )
        )
    if port:
        check_port(port)


def _check_act_url(url: str) -> None:
    if not url:
        return
    host = _host_of(url)
    if not host:
        raise SettingsError(
            tr("«{url}» er ikke en adresse. Skriv f.eks. https://sentral.firma.no/ordre.", url=url)
        )
    if url.startswith("http:") and not is_loopback(host):
        raise SettingsError(
            tr(
                "Det vi ber sentralen om, ville gått ubeskyttet til {host}. Skriv https; http går "
                "bare på egen maskin.",
                host=host,
            )
        )


def _host_of(url: str) -> str:
    """The host of a web address; empty where it is none, or bears a login."""
    try:
        parts = urlsplit(url)
        is_sound = bool(_URL.fullmatch(url)) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return ""
    return (parts.hostname or "") if is_sound else ""


def _check_dialplan(settings: PhoneSettings) -> None:
    context = settings.take_context
    if not _CONTEXT.fullmatch(context):
        raise SettingsError(
            tr(
                "«{context}» er ikke navnet på en kontekst i sentralens oppringingsplan: "
                "bokstaver, tall, punktum, strek.",
                context=context,
            )
        )
    for name in (settings.shop_variable, settings.priority_variable):
        if not _VARIABLE.fullmatch(name):
            raise SettingsError(
                tr("«{name}» er ikke navnet på en kanalvariabel, f.eks. STORE_ID.", name=name)
            )
    if not _PREFIX.fullmatch(settings.dial_prefix):
        raise SettingsError(tr("Prefikset foran nummer ut er sifre, f.eks. 0, eller tomt."))


def _check_amounts(settings: PhoneSettings) -> None:
    if not 1 <= settings.pos_priority <= 1000:
        raise SettingsError(tr("Prioriteten som betyr kasse, er et tall fra 1 til 1000."))
    if not 0 <= settings.wrap_up_s <= LONGEST_WRAP_UP_S:
        raise SettingsError(tr("Etterarbeid kan vare fra 0 til 3600 sekunder."))


def to_json(settings: PhoneSettings) -> str:
    """The settings as JSON text; `from_json` reads it back."""
    return json.dumps(asdict(settings), ensure_ascii=False)


def from_json(text: str) -> PhoneSettings:
    """Settings from `to_json`'s text; what is not there is as usual, what is unknown is left out.

    Raises `SettingsError`, naming the field that is wrong.
    """
    try:
        stored = json.loads(text)
    except ValueError as error:
        raise SettingsError(
            tr("Telefonoppsettet er ikke gyldig JSON: {error}", error=error)
        ) from error
    if not isinstance(stored, dict):
        raise SettingsError(tr("Telefonoppsettet er ikke et JSON-objekt."))
    read: dict[str, Any] = {
        field.name: _read(stored, field.name, type(field.default))
        for field in fields(PhoneSettings)
        if field.name in stored or field.default is MISSING
    }
    return PhoneSettings(**read)


def _read(stored: Mapping[str, Any], name: str, kind: type) -> Any:
    value = stored.get(name)
    if name == "queues" and isinstance(value, list):
        return tuple(_of(str, queue, name) for queue in value)
    choices = _CHOICES.get(name)
    if choices is not None and value in tuple(choices):
        return choices(value)
    return _of(kind, value, name)


def _of(kind: type, value: Any, name: str) -> Any:
    if type(value) is not kind:
        raise SettingsError(
            tr("Telefonoppsettet mangler «{name}», eller verdien er feil.", name=name)
        )
    return value
