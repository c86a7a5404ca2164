"""What was typed about the exchange and its telephones, and whether it can work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from console.domain.connecting import SettingsError
from console.domain.language import tr
from console.domain.phone_account import (
    PLAIN_PORT,
    TLS_PORT,
    PhoneKind,
    PhoneSettings,
    QueueOrder,
)
from console.domain.telephones import Telephones


class PhoneField(StrEnum):
    """The questions about an exchange, in the order of the form."""

    SERVER = "server"
    USER = "user"
    LISTEN = "listen"
    ORDERS = "orders"
    QUEUES = "queues"
    NUMBER = "number"
    CONTEXT = "context"
    PREFIX = "prefix"
    WRAP_UP = "wrap_up"
    TELEPHONES = "telephones"


@dataclass(frozen=True)
class PhoneAnswers:
    """An exchange as typed; `kind` None is none. What the form does not ask for is kept in `kept`:
    the setting as it was stored, if it was.
    """

    kind: PhoneKind | None = None
    host: str = ""
    port: str = str(TLS_PORT)
    is_tls: bool = True
    user: str = ""
    listen_port: str = ""
    act_url: str = ""
    queues: str = ""
    number: str = "21 98 24 74"
    order: QueueOrder = QueueOrder.EXCHANGE
    take_context: str = ""
    dial_prefix: str = ""
    wrap_up: str = "0"
    kept: PhoneSettings | None = None


class WrongPhone(Exception):
    """Answers that cannot work; `reasons` says for each what is wrong and what to write."""

    def __init__(self, reasons: dict[PhoneField, str]) -> None:
        super().__init__("; ".join(reasons.values()))
        self.reasons = reasons


_SOUND = {
    PhoneKind.AMI: PhoneSettings(kind=PhoneKind.AMI, queues=("k",), host="localhost", user="k"),
    PhoneKind.WEBHOOK: PhoneSettings(kind=PhoneKind.WEBHOOK, queues=("k",)),
}
"""Settings with nothing wrong, in which one answer after the other is tried."""

_ASKED: dict[PhoneField, tuple[str, ...]] = {
    PhoneField.SERVER: ("host", "port", "is_tls"),
    PhoneField.USER: ("user",),
    PhoneField.LISTEN: ("listen_port",),
    PhoneField.ORDERS: ("act_url",),
    PhoneField.QUEUES: ("queues",),
    PhoneField.NUMBER: ("number",),
    PhoneField.CONTEXT: ("take_context",),
    PhoneField.PREFIX: ("dial_prefix",),
    PhoneField.WRAP_UP: ("wrap_up_s",),
}
_ONLY = {
    PhoneKind.AMI: (PhoneField.SERVER, PhoneField.USER, PhoneField.CONTEXT, PhoneField.PREFIX),
    PhoneKind.WEBHOOK: (PhoneField.LISTEN, PhoneField.ORDERS),
}


def is_asked(field: PhoneField, kind: PhoneKind | None) -> bool:
    """Whether an exchange of this kind has it; who has which telephone is asked of every one."""
    if kind is None:
        return False
    return all(field not in only for other, only in _ONLY.items() if other is not kind)


def answers_of(settings: PhoneSettings | None) -> PhoneAnswers:
    """The stored exchange as somebody would have typed it."""
    if settings is None:
        return PhoneAnswers()
    return PhoneAnswers(
        kind=settings.kind,
        host=settings.host,
        port=str(settings.port),
        is_tls=settings.is_tls,
        user=settings.user,
        listen_port=str(settings.listen_port or ""),
        act_url=settings.act_url,
        queues=", ".join(settings.queues),
        number=settings.number,
        order=settings.order,
        take_context=settings.take_context,
        dial_prefix=settings.dial_prefix,
        wrap_up=str(settings.wrap_up_s),
        kept=settings,
    )


def usual_port(port: str, *, is_tls: bool) -> str:
    """The port that goes with the protection, where nobody has chosen another."""
    before, after = (PLAIN_PORT, TLS_PORT) if is_tls else (TLS_PORT, PLAIN_PORT)
    return str(after) if port.strip() in ("", str(before)) else port


def settings_of(answers: PhoneAnswers) -> PhoneSettings | None:
    """The exchange; None for none. Raises WrongPhone."""
    kind = answers.kind
    if kind is None:
        return None
    fields = tuple(field for field in _ASKED if is_asked(field, kind))
    reasons: dict[PhoneField, str] = {}
    typed: dict[str, Any] = {}
    for field in fields:
        try:
            found = {name: _value(answers, name) for name in _ASKED[field]}
            replace(_SOUND[kind], **found)
        except SettingsError as error:
            reasons[field] = str(error)
        else:
            typed.update(found)
    if reasons:
        raise WrongPhone(reasons)
    if answers.kept is None:
        return PhoneSettings(kind=kind, order=answers.order, **typed)
    return replace(answers.kept, kind=kind, order=answers.order, **typed)


def owners_of(rows: Iterable[tuple[str, str]]) -> Telephones:
    """Logins by interface, of rows as typed; rows without an owner are left out.

    Raises WrongPhone where one telephone is two people's.
    """
    owners: dict[str, str] = {}
    for interface, login in rows:
        name = interface.strip()
        if not name or not login:
            continue
        if owners.setdefault(name, login) != login:
            words = tr("{telephone} står på to personer. La den stå på én.", telephone=name)
            raise WrongPhone({PhoneField.TELEPHONES: words})
    return owners


def _value(answers: PhoneAnswers, name: str) -> Any:
    match name:
        case "queues":
            return tuple(part.strip() for part in answers.queues.split(",") if part.strip())
        case "port":
            return _number(answers.port, tr("Porten er et tall, som oftest 5039 med TLS."))
        case "listen_port":
            words = tr("Porten er et tall fra 1 til 65535, f.eks. 8455.")
            port = _number(answers.listen_port, words)
            if not port:
                raise SettingsError(words)
            return port
        case "wrap_up_s":
            words = tr("Skriv sekunder, f.eks. 60; 0 er ingen tid til etterarbeid.")
            return _number(answers.wrap_up, words)
        case "is_tls":
            return answers.is_tls
        case _:
            return str(getattr(answers, name)).strip()


def _number(typed: str, otherwise: str) -> int:
    plain = typed.strip()
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 10):
        raise SettingsError(otherwise)
    return int(plain)
