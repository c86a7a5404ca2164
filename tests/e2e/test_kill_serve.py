"""`serve` is killed at each step of its work: no mail is lost or doubled, no answer sent twice."""

from __future__ import annotations

import signal

import pytest
from e2e.dying_serve import ENDS_WITHIN_S, Mortals
from e2e.kill_points import NOWHERE, SENDING, TAKING_IN, KillPoint
from e2e.working_desk import ANSWERS, WorkingDesk, message_id
from peers.accounts import written_mail
from peers.smtp_sink import Behaviour
from peers.waiting import until

from console.domain.cases import DeliveryState

pytestmark = pytest.mark.e2e

MAILS = 7
"""Three pages, and five transactions, of the dying `serve`."""


@pytest.mark.parametrize("point", TAKING_IN, ids=str)
def test_killed_while_taking_in_every_mail_is_there_once(
    point: KillPoint, desk: WorkingDesk, mortals: Mortals
) -> None:
    unknown = _killed_at(point, desk, mortals)
    # Sending went on beside it, and may have been cut off in the middle of one answer.
    assert unknown <= 1


@pytest.mark.parametrize("point", SENDING, ids=str)
def test_killed_while_sending_no_answer_is_lost_or_sent_twice(
    point: KillPoint, desk: WorkingDesk, mortals: Mortals
) -> None:
    unknown = _killed_at(point, desk, mortals)
    assert unknown == int(point.leaves_doubt), "people are asked exactly when in doubt"


def test_killed_while_the_server_holds_the_mail_the_answer_is_put_to_a_person(
    desk: WorkingDesk, mortals: Mortals
) -> None:
    desk.sink.behaviour = Behaviour.HANG_TAKEN
    dying = mortals.start(NOWHERE)
    until(lambda: desk.sink.taken, "the server to hold a mail")
    dying.kill()
    dying.join(ENDS_WITHIN_S)
    desk.sink.behaviour = Behaviour.ACCEPT
    mortals.start(NOWHERE)
    until(lambda: desk.is_quiet(0), "everything done")
    assert _every_answer_at_most_once(desk) == 1


def _killed_at(point: KillPoint, desk: WorkingDesk, mortals: Mortals) -> int:
    """Kills one `serve`, lets the next do the rest, and checks; how many answers are in doubt."""
    letters = [written_mail(f"Sak {number}") for number in range(MAILS)]
    desk.mailbox.append_all(letters)
    dying = mortals.start(point)
    dying.join(ENDS_WITHIN_S)
    assert dying.exitcode == -signal.SIGKILL, "it was never killed"
    mortals.start(NOWHERE)
    until(lambda: desk.is_quiet(MAILS), f"everything done after {point}")
    assert desk.mails() == dict.fromkeys(map(message_id, letters), 1)
    return _every_answer_at_most_once(desk)


def _every_answer_at_most_once(desk: WorkingDesk) -> int:
    """Compares the outbox with what the world outside got; how many are put to a person."""
    answers, taken, filed = desk.answers(), desk.taken(), desk.filed()
    assert len(answers) == ANSWERS
    for key, state in answers.items():
        if state is DeliveryState.ACCEPTED:
            assert (taken[key], filed[key]) == (1, 1), "accepted is delivered once, filed once"
        else:
            assert taken[key] <= 1, "what a person is asked about was not sent twice"
    assert set(taken) <= set(answers)
    return list(answers.values()).count(DeliveryState.UNKNOWN)
