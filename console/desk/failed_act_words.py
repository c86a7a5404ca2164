"""What became of an act that the outside refused, or may have: told to whoever asked for it."""

from __future__ import annotations

from console.data.queries.own_acts import FailedAct
from console.domain.calls import MemberState
from console.domain.language import tr
from console.domain.outward import OutwardKind
from console.domain.phone_numbers import grouped


def failed_act_words(failed: FailedAct) -> str:
    """What happened, why, and what to do where nobody knows."""
    what = _in_doubt(failed) if failed.is_unknown else _refused(failed)
    told = f"{what}: {failed.reason}" if failed.reason else f"{what}."
    if not failed.is_unknown:
        return told
    return " ".join((_ended(told), tr("Se etter, og prøv igjen om det trengs.")))


def _refused(failed: FailedAct) -> str:
    who = _who(failed)
    match failed.kind:
        case OutwardKind.TAKE_CALL:
            return tr("Du fikk ikke samtalen med {who}", who=who)
        case OutwardKind.HANG_UP:
            return tr("Det ble ikke lagt på hos {who}", who=who)
        case OutwardKind.DIAL:
            return tr("{number} ble ikke ringt opp", number=grouped(failed.number))
        case OutwardKind.TRANSFER:
            return tr("Samtalen med {who} ble ikke satt over", who=who)
        case OutwardKind.SET_PRIORITY:
            return tr("{who} ble ikke flyttet frem", who=who)
        case OutwardKind.SET_MEMBER:
            return _telephone(failed)
        case OutwardKind.END_CHAT:
            return tr("Chatten ble ikke avsluttet hos den besøkende")
        case OutwardKind.ASK_ADDRESS:
            return tr("Den besøkende ble ikke spurt om e-postadressen")


def _in_doubt(failed: FailedAct) -> str:
    who = _who(failed)
    match failed.kind:
        case OutwardKind.TAKE_CALL:
            return tr("Det er usikkert om du fikk samtalen med {who}", who=who)
        case OutwardKind.HANG_UP:
            return tr("Det er usikkert om det ble lagt på hos {who}", who=who)
        case OutwardKind.DIAL:
            return tr("Det er usikkert om {number} ble ringt opp", number=grouped(failed.number))
        case OutwardKind.TRANSFER:
            return tr("Det er usikkert om samtalen med {who} ble satt over", who=who)
        case OutwardKind.SET_PRIORITY:
            return tr("Det er usikkert om {who} ble flyttet frem", who=who)
        case OutwardKind.SET_MEMBER:
            return tr("Det er usikkert om sentralen vet hvor klar du er")
        case OutwardKind.END_CHAT:
            return tr("Det er usikkert om chatten ble avsluttet hos den besøkende")
        case OutwardKind.ASK_ADDRESS:
            return tr("Det er usikkert om den besøkende ble spurt om e-postadressen")


def _telephone(failed: FailedAct) -> str:
    match failed.member:
        case MemberState.READY:
            return tr("Sentralen satte ikke telefonen din klar")
        case MemberState.PAUSED:
            return tr("Sentralen satte ikke telefonen din på pause")
    return tr("Sentralen tok ikke telefonen din ut av køen")


def _who(failed: FailedAct) -> str:
    return grouped(failed.who) or tr("skjult nummer")


def _ended(text: str) -> str:
    """As a sentence that another follows."""
    return text if text.endswith((".", "?")) else f"{text}."
