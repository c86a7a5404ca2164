"""The work log in the pocket: acts in their order, signs of life, the anchor of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fixtures.on_call import TUESDAY_NIGHT as NIGHT

from console.data.errors import StoreError
from console.data.pocket import Pocket
from console.data.pocket_oncall import KEPT_DAYS, Anchor, LoggedAct, Sign
from console.domain.ids import ActId, IncidentId, new_uuid

ME, OTHER = "magnus here", "tuva here"
INCIDENT = IncidentId(new_uuid())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pocket.db"


@pytest.fixture
def pocket(path: Path) -> Iterator[Pocket]:
    """This machine's pocket."""
    opened = Pocket(path)
    yield opened
    opened.close()


def act(kind: str = "entry", account: str = ME) -> LoggedAct:
    return LoggedAct(ActId(new_uuid()), account, INCIDENT, kind, {"text": "æ"}, NIGHT)


def test_acts_lie_in_the_order_they_were_made_account_by_account(
    pocket: Pocket, path: Path
) -> None:
    mine, theirs = [act(), act("verdict")], act(account=OTHER)
    pocket.oncall.keep(ME, mine)
    pocket.oncall.keep(OTHER, [theirs])
    again = Pocket(path)
    assert again.oncall.acts(ME) == tuple(mine)
    assert again.oncall.acts(OTHER) == (theirs,)
    again.close()


def test_acts_and_what_runs_are_kept_together_or_not_at_all(pocket: Pocket) -> None:
    known = act()
    pocket.oncall.keep(ME, [known], begin=[Sign(INCIDENT, NIGHT)])
    with pytest.raises(StoreError):
        pocket.oncall.keep(ME, [act(), known], end=[INCIDENT])
    assert pocket.oncall.acts(ME) == (known,)
    assert pocket.oncall.signs(ME) == (Sign(INCIDENT, NIGHT),)


def test_of_two_windows_one_accounts_for_a_silence(pocket: Pocket, path: Path) -> None:
    sign, later = Sign(INCIDENT, NIGHT), Sign(INCIDENT, NIGHT.add(minutes=10))
    pocket.oncall.keep(ME, [], begin=[sign])
    other = Pocket(path)
    first, second = act(), act()
    assert pocket.oncall.keep_after(ME, sign, [first], later)
    assert not other.oncall.keep_after(ME, sign, [second], later)
    assert pocket.oncall.acts(ME) == (first,)
    other.close()


def test_what_the_store_has_stays_for_a_while(pocket: Pocket) -> None:
    old, late, unsent = act(), act(), act()
    pocket.oncall.keep(ME, [old, late, unsent])
    for one, days in ((old, KEPT_DAYS + 1), (late, KEPT_DAYS - 1)):
        came = replace(one, sent_in="epoke 1", answer={"version": 2})
        pocket.oncall.has_come(came, NIGHT.subtract(hours=24 * days))
    pocket.oncall.forget(ME, NIGHT)
    assert pocket.oncall.acts(ME) == (
        replace(late, sent_in="epoke 1", answer={"version": 2}),
        unsent,
    )


def test_another_past_of_the_store_is_sent_everything_again(pocket: Pocket) -> None:
    first, second = act(), act()
    pocket.oncall.keep(ME, [first, second])
    pocket.oncall.has_come(replace(first, sent_in="epoke 1"), NIGHT)
    pocket.oncall.has_come(replace(second, sent_in="epoke 2"), NIGHT)
    pocket.oncall.send_again(ME, "epoke 2")
    assert [one.sent_in for one in pocket.oncall.acts(ME)] == ["", "epoke 2"]


def test_an_act_that_still_changes_keeps_its_place_until_it_is_sent(pocket: Pocket) -> None:
    note, after = act("note"), act()
    pocket.oncall.put(note)
    pocket.oncall.keep(ME, [after])
    changed = replace(note, arguments={"text": "mer"})
    pocket.oncall.put(changed)
    assert pocket.oncall.acts(ME) == (changed, after)
    sent = replace(changed, sent_in="epoke 1")
    pocket.oncall.has_come(sent, NIGHT)
    pocket.oncall.put(replace(note, arguments={"text": "for sent"}))
    assert pocket.oncall.acts(ME)[0] == sent


def test_what_was_refused_is_tried_after_what_was_done_since(pocket: Pocket) -> None:
    first, second = act(), act()
    pocket.oncall.keep(ME, [first, second])
    pocket.oncall.tell_problem(first.id, "Arbeidet løper ennå.")
    (refused, _) = pocket.oncall.acts(ME)
    assert refused.problem == "Arbeidet løper ennå."
    pocket.oncall.try_again(refused)
    assert pocket.oncall.acts(ME) == (second, first)
    pocket.oncall.drop(first.id)
    assert pocket.oncall.acts(ME) == (second,)


def test_the_machine_has_one_name_and_one_anchor(pocket: Pocket, path: Path) -> None:
    name = pocket.oncall.machine(NIGHT)
    assert pocket.oncall.anchor() is None
    pocket.oncall.set_anchor(Anchor("boot 1", 12.5, NIGHT))
    again = Pocket(path)
    assert again.oncall.machine(NIGHT) == name
    assert again.oncall.anchor() == Anchor("boot 1", 12.5, NIGHT)
    assert again.oncall.another_machine() == pocket.oncall.machine(NIGHT) != name
    again.close()


def test_where_no_boot_is_told_there_is_no_anchor(pocket: Pocket) -> None:
    pocket.oncall.set_anchor(Anchor("", 12.5, NIGHT))
    assert pocket.oncall.anchor() is None
