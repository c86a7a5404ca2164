"""What a mailbox needs to be reached: address, servers, user. Checked when made.

No secret stands here: the password and the signing key are handed to the connector.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from console.domain.connecting import SettingsError, check_port, is_loopback, is_server_name
from console.domain.language import tr

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


class Security(StrEnum):
    """How the connection is protected from the first word of ours on."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True)
class Server:
    """One mail server. Raises `SettingsError`; without protection only on this machine."""

    host: str
    port: int
    security: Security = Security.TLS

    def __post_init__(self) -> None:
        if not is_server_name(self.host):
            raise SettingsError(
                tr(
                    "«{host}» er ikke et servernavn. Skriv f.eks. imap.firma.no.",
                    host=self.host,
                )
            )
        check_port(self.port)
        if self.security is Security.NONE and not is_loopback(self.host):
            raise SettingsError(
                tr(
                    "Passordet ville gått ubeskyttet over nettet til {host}. Velg «tls» eller "
                    "«starttls»; uten beskyttelse går bare på egen maskin.",
                    host=self.host,
                )
            )


@dataclass(frozen=True)
class MailSettings:
    """One mailbox.

    `display_name` is the firm's name beside the author's. `plus_addressing`: the server delivers
    `local+anything@domain` to `local@domain`, so answers may carry the case in the address.
    `server_files_sent`: the server itself keeps a copy of what is sent (Gmail does), so that a
    mail missing there was never taken.
    """

    address: str
    display_name: str
    imap: Server
    smtp: Server
    user: str
    plus_addressing: bool = True
    folder: str = "INBOX"
    server_files_sent: bool = False

    def __post_init__(self) -> None:
        _check_address(self.address)
        if not self.user or re.search(r"[\x00-\x1f]", self.user):
            raise SettingsError(tr("Brukernavnet mangler. Ofte er det hele e-postadressen."))
        if not self.folder or re.search(r"[\x00-\x1f]", self.folder):
            raise SettingsError(tr("Mappen som skal leses, mangler. Vanligvis INBOX."))

    @property
    def domain(self) -> str:
        """The part after @, in lower case."""
        return self.address.rpartition("@")[2].lower()


def _check_address(address: str) -> None:
    if not _ADDRESS.fullmatch(address):
        raise SettingsError(
            tr("«{address}» er ikke en e-postadresse. Skriv navn@firma.no.", address=address)
        )


_KNOWN: dict[str, tuple[Server, Server]] = {
    "gmail": (Server("imap.gmail.com", 993), Server("smtp.gmail.com", 465)),
    "microsoft": (
        Server("outlook.office365.com", 993),
        Server("smtp.office365.com", 587, Security.STARTTLS),
    ),
    "one.com": (Server("imap.one.com", 993), Server("send.one.com", 465)),
    "domeneshop": (
        Server("imap.domeneshop.no", 993),
        Server("smtp.domeneshop.no", 587, Security.STARTTLS),
    ),
}
_HOUSES: dict[str, str] = {
    "gmail.com": "gmail",
    "googlemail.com": "gmail",
    "outlook.com": "microsoft",
    "hotmail.com": "microsoft",
    "hotmail.no": "microsoft",
    "live.no": "microsoft",
    "live.com": "microsoft",
    "office365.com": "microsoft",
    "one.com": "one.com",
    "domeneshop.no": "domeneshop",
    "domene.no": "domeneshop",
}


def guess(address: str) -> MailSettings:
    """Settings that likely fit the address, for a person to look over.

    A domain hosted by a known house cannot be told from its name; it gets `imap.` and `smtp.`
    before the domain. Raises `SettingsError` when it is no address.
    """
    address = address.strip()
    _check_address(address)
    domain = address.rpartition("@")[2].lower()
    house = _HOUSES.get(domain) or ("microsoft" if domain.endswith(".onmicrosoft.com") else "")
    imap, smtp = _KNOWN.get(house) or (
        Server(f"imap.{domain}", 993),
        Server(f"smtp.{domain}", 587, Security.STARTTLS),
    )
    return MailSettings(
        address=address,
        display_name="",
        imap=imap,
        smtp=smtp,
        user=address,
        server_files_sent=house == "gmail",
    )


def to_json(settings: MailSettings) -> str:
    """The settings as JSON text; `from_json` reads it back."""
    return json.dumps(asdict(settings), ensure_ascii=False)


def from_json(text: str) -> MailSettings:
    """Settings from `to_json`'s text. Raises `SettingsError`, naming the field that is wrong."""
    try:
        fields = json.loads(text)
    except ValueError as error:
        raise SettingsError(
            tr("E-postoppsettet er ikke gyldig JSON: {error}", error=error)
        ) from error
    if not isinstance(fields, dict):
        raise SettingsError(tr("E-postoppsettet er ikke et JSON-objekt."))
    kinds = {
        "address": str,
        "display_name": str,
        "user": str,
        "plus_addressing": bool,
        "folder": str,
        "server_files_sent": bool,
    }
    read: dict[str, Any] = {
        name: _field(fields, name, kind) for name, kind in kinds.items() if name in fields
    }
    for name in ("address", "user"):
        read.setdefault(name, _field(fields, name, str))
    read.setdefault("display_name", "")
    return MailSettings(**read, imap=_server(fields, "imap"), smtp=_server(fields, "smtp"))


def _server(fields: dict[str, Any], name: str) -> Server:
    inner = _field(fields, name, dict)
    security = inner.get("security", Security.TLS)
    if security not in tuple(Security):
        raise SettingsError(
            tr(
                "{name}: kryptering «{value}» finnes ikke. Bruk tls, starttls eller none.",
                name=name,
                value=security,
            )
        )
    return Server(_field(inner, "host", str), _field(inner, "port", int), Security(security))


def _field(fields: dict[str, Any], name: str, kind: type) -> Any:
    value = fields.get(name)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise SettingsError(
            tr("E-postoppsettet mangler «{name}», eller verdien er feil.", name=name)
        )
    return value
