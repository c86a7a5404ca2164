"""Whoever asked for something outside is told what became of it, in whole sentences."""

from __future__ import annotations

import pytest

from console.data.queries.own_acts import FailedAct
from console.desk.failed_act_words import failed_act_words
from console.domain.ids import new_uuid
from console.domain.outward import OutwardKind


def _failed(kind: OutwardKind, reason: str, *, is_unknown: bool = False) -> FailedAct:
    return FailedAct(
        act=new_uuid(),
        kind=kind,
        is_unknown=is_unknown,
        reason=reason,
        call=None,
        who="Fjellsport AS",
        number="+4721982474",
        member="paused",
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (OutwardKind.TAKE_CALL, "Du fikk ikke samtalen med Fjellsport AS: Hun la på."),
        (OutwardKind.HANG_UP, "Det ble ikke lagt på hos Fjellsport AS: Hun la på."),
        (OutwardKind.DIAL, "21 98 24 74 ble ikke ringt opp: Hun la på."),
        (OutwardKind.TRANSFER, "Samtalen med Fjellsport AS ble ikke satt over: Hun la på."),
        (OutwardKind.SET_PRIORITY, "Fjellsport AS ble ikke flyttet frem: Hun la på."),
        (OutwardKind.SET_MEMBER, "Sentralen satte ikke telefonen din på pause: Hun la på."),
        (OutwardKind.END_CHAT, "Chatten ble ikke avsluttet hos den besøkende: Hun la på."),
        (OutwardKind.ASK_ADDRESS, "Den besøkende ble ikke spurt om e-postadressen: Hun la på."),
    ],
)
def test_a_refusal_says_what_did_not_happen_and_why(kind: OutwardKind, words: str) -> None:
    assert failed_act_words(_failed(kind, "Hun la på.")) == words


@pytest.mark.parametrize("kind", OutwardKind)
def test_a_doubt_says_that_it_is_one_and_what_to_do(kind: OutwardKind) -> None:
    told = failed_act_words(_failed(kind, "svaret kom bort", is_unknown=True))
    assert told.startswith("Det er usikkert om ")
    assert told.endswith(": svaret kom bort. Se etter, og prøv igjen om det trengs.")


def test_a_caller_of_whom_nothing_is_known_is_a_withheld_number() -> None:
    unknown = FailedAct(new_uuid(), OutwardKind.TAKE_CALL, False, "", None, "", "", "")
    assert failed_act_words(unknown) == "Du fikk ikke samtalen med skjult nummer."
