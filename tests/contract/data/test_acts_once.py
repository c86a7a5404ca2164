"""An act is carried out once or not at all."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from fixtures.house import House
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.commands.cases import take_case
from console.data.commands.messages import add_note, write_reply
from console.data.commands.settings import set_setting
from console.data.errors import Conflict, Refused
from console.data.queries.people import setting
from console.data.store import Store
from console.data.transaction import Transaction, new_act
from console.domain.ids import MessageId, PersonId, new_uuid

TABLES = ("case", "message", "event", "feed", "command", "outbox", "blob", "attachment")


def _count(session: Session) -> Counter[str]:
    """Rows by table."""
    counted = {
        table: session.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()
        for table in TABLES
    }
    return Counter(counted)


def test_the_same_act_twice_changes_nothing_and_gives_the_first_answer(
    house: House, jonas: PersonId
) -> None:
    case = house.arrive("frakt")
    act, written = new_act(jonas, house.clock.now()), house.reply_to(case)
    first = house.store.perform(act, write_reply, written)
    rows = house.store.read(_count)
    again = house.store.perform(act, write_reply, written)
    assert again.answer == first.answer
    assert (first.touched != frozenset(), again.touched) == (True, frozenset())
    assert house.store.read(_count) == rows


def test_an_act_carried_out_is_not_refused_later(
    house: House, jonas: PersonId, sunniva: PersonId
) -> None:
    case = house.arrive("frakt")
    act, written = new_act(jonas, house.clock.now()), house.reply_to(case)
    first = house.store.perform(act, write_reply, written)
    house.answer(sunniva, case)
    assert house.store.perform(act, write_reply, written).answer == first.answer


def test_a_command_that_refuses_leaves_no_trace(
    house: House, jonas: PersonId, sunniva: PersonId
) -> None:
    case = house.arrive("frakt")
    written = house.reply_to(case)
    house.act(sunniva, take_case, case)
    rows = house.store.read(_count)
    with pytest.raises(Conflict):
        house.act(jonas, write_reply, written)
    assert house.store.read(_count) == rows


def test_a_command_that_refuses_half_way_leaves_no_trace(house: House, jonas: PersonId) -> None:
    case = house.arrive("frakt")
    rows = house.store.read(_count)

    def note_and_refuse(tx: Transaction) -> dict[str, Any] | None:
        add_note(tx, case, MessageId(new_uuid()), "Ringte.", ())
        tx.session.flush()
        raise Refused("likevel ikke")

    with pytest.raises(Refused, match="likevel ikke"):
        house.act(jonas, note_and_refuse)
    assert house.store.read(_count) == rows


def test_an_act_that_was_refused_may_be_tried_again(
    house: House, sunniva: PersonId, store: Store
) -> None:
    act = new_act(sunniva, house.clock.now())
    with pytest.raises(Conflict):
        store.perform(act, set_setting, "brand", "Mystore", 4)
    store.perform(act, set_setting, "brand", "Mystore", 0)
    kept = store.read(setting, "brand")
    assert kept is not None
    assert (kept.value, kept.version) == ("Mystore", 1)


def test_upkeep_is_carried_out_each_time_and_leaves_no_act(house: House) -> None:
    act = new_act(None, house.clock.now())
    rows = house.store.read(_count)
    house.store.upkeep(act, set_setting, "brand", "Mystore", 0)
    house.store.upkeep(act, set_setting, "brand", "Mystore AS", 1)
    kept = house.store.read(setting, "brand")
    assert kept is not None
    assert (kept.value, kept.version) == ("Mystore AS", 2)
    assert house.store.read(_count)["command"] == rows["command"]


def test_upkeep_that_refuses_changes_nothing(house: House) -> None:
    with pytest.raises(Conflict):
        house.store.upkeep(new_act(None, house.clock.now()), set_setting, "brand", "Mystore", 9)
    assert house.store.read(setting, "brand") is None


def test_what_a_command_touched_is_named(house: House, jonas: PersonId) -> None:
    case = house.arrive("frakt")
    assert house.act(jonas, take_case, case).touched == {("case", str(case))}
