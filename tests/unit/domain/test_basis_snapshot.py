"""A basis frozen: it recomputes to the same bytes, and whatever was changed in it is named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from billing_facts import at, facts_of, span, work_of
from hypothesis import given
from hypothesis import strategies as st
from whenever import Date

from console.domain.billing.canonical import canonical, ore, sum_of
from console.domain.billing.document import Approval, bears_its_sum, document_of
from console.domain.billing.facts import Credited, Facts, Reduction
from console.domain.billing.policy import AfterLock, Overlap, Policy, Waiting, Window
from console.domain.billing.preview import preview
from console.domain.billing.snapshot import (
    CALCULATOR,
    credit_of,
    read_snapshot,
    recompute,
    snapshot_of,
)
from console.domain.billing.work import BillingError, Cause, Source, WorkInterval, WorkKind
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import BasisId

EVENING = facts_of(work_of(span("20:05", "21:05:01")))
APPROVAL = Approval(BasisId(17), at("23:00"), "sunniva", "Sunniva Lund", at("23:30"))


def reduced(text: str, reduction: Reduction | None) -> str:
    return snapshot_of(replace(read_snapshot(text).facts, reduction=reduction))


def changed(text: str, *path: str, to: Any) -> str:
    """A snapshot in which one value is another."""
    row = json.loads(text)
    inner = row
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = to
    return canonical(row)


def test_it_holds_the_figures_in_ore() -> None:
    result = read_snapshot(snapshot_of(EVENING)).result
    assert (result.started_hours, result.rate_ore) == (2, 125_000)
    assert (result.ex_vat_ore, result.vat_ore, result.incl_vat_ore) == (250_000, 62_500, 312_500)
    assert (result.worked_seconds, result.billable_seconds) == (3601, 3601)
    assert result.sentence.startswith("Arbeid 20:05–21:05:01 utenfor åpningstid")


def test_it_is_read_as_it_was_written() -> None:
    facts = replace(
        EVENING,
        free=(span("22:00", "22:10", source=Source.BY_HAND, reason="Glemt"),),
        reduction=Reduction(1, "Kort over timen", "sunniva"),
        credits=Credited(9, "a", "b", "10045", "Feil butikk"),
        hours=OpeningHours(closed_days=frozenset({Date(2026, 12, 24)})),
        policy=Policy(window=Window.WHOLE, extra_closed_days=frozenset({Date(2026, 12, 31)})),
    )
    assert read_snapshot(snapshot_of(facts)).facts == facts


def test_it_is_one_line_of_sorted_keys_without_floats() -> None:
    text = snapshot_of(EVENING)
    assert text.count("\n") == 1
    assert text.endswith("}\n")
    assert list(json.loads(text)) == sorted(json.loads(text))
    with pytest.raises(TypeError):
        canonical({"a": [{"b": 0.5}]})
    with pytest.raises(ValueError, match=r"0\.005"):
        ore(Policy().vat / 50)


@pytest.mark.parametrize(
    ("path", "to", "says"),
    [
        (("result", "vat_ore"), 62_501, "result.vat_ore: 62501, 62500"),
        (("result", "sentence"), "Arbeid", "result.sentence: Arbeid, Arbeid 20:05–21:05:01"),
        (("policy", "rate"), "1350.00", "result.rate_ore: 125000, 135000"),
        (("incident", "reported_at"), "2026-11-24T11:00:00Z", "result.outcome: billed, free"),
        (("holidays",), ["2026-11-24"], "holidays: ['2026-11-24'], []"),
    ],
)
def test_what_was_changed_in_it_is_named(path: tuple[str, ...], to: Any, says: str) -> None:
    found = recompute(changed(snapshot_of(EVENING), *path, to=to))
    assert any(one.startswith(says) for one in found), found


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "1", '{"schema":"x"}'])
def test_what_is_no_snapshot_is_said_to_be_none(text: str) -> None:
    with pytest.raises(BillingError, match="kan ikke leses"):
        read_snapshot(text)
    assert "kan ikke leses" in recompute(text)[0]


def test_the_same_values_written_in_another_way_are_told() -> None:
    assert recompute(json.dumps(json.loads(snapshot_of(EVENING)))) == (
        "teksten er skrevet på en annen måte",
    )


def test_under_another_calculator_the_words_may_differ_but_no_ore() -> None:
    older = changed(snapshot_of(EVENING), "calculator", to="0")
    assert CALCULATOR != "0"
    assert recompute(changed(older, "result", "sentence", to="Arbeid om kvelden")) == ()
    assert recompute(changed(older, "result", "ex_vat_ore", to=1)) != ()


def test_a_reduction_is_in_it_and_never_upwards() -> None:
    text = reduced(snapshot_of(EVENING), Reduction(1, "Ett sekund over", "sunniva"))
    result = read_snapshot(text).result
    assert (result.hours_before_reduction, result.started_hours) == (2, 1)
    assert recompute(text) == ()
    with pytest.raises(BillingError) as upwards:
        reduced(text, Reduction(3, "Mer", "sunniva"))
    assert upwards.value.code == "adjustment_upwards"
    assert reduced(text, None) == snapshot_of(EVENING)


def test_a_credit_is_the_same_with_the_amounts_negative() -> None:
    text = snapshot_of(EVENING)
    credit = credit_of(text, 2, Credited(17, sum_of(text), "e", "10045", "Feil butikk"))
    result = read_snapshot(credit).result
    assert (result.started_hours, result.ex_vat_ore, result.vat_ore) == (-2, -250_000, -62_500)
    assert result.sentence.startswith("Kreditering av grunnlag 17 (faktura 10045). Arbeid 20:05")
    assert recompute(credit) == ()


_INTERVAL = st.builds(
    lambda begin, length, who, kind, cause, locked: WorkInterval(
        who,
        at("16:00").add(seconds=begin),
        at("16:00").add(seconds=begin + length),
        kind,
        cause,
        is_locked=locked,
    ),
    st.integers(0, 3 * 86_400),
    st.integers(1, 20_000),
    st.sampled_from(["ada", "bo"]),
    st.sampled_from(WorkKind),
    st.sampled_from([None, None, Cause.PLATFORM, Cause.UNDETERMINED]),
    st.booleans(),
)
_POLICY = st.builds(
    Policy,
    overlap=st.sampled_from(Overlap),
    window=st.sampled_from(Window),
    waiting=st.sampled_from(Waiting),
    after_lock=st.sampled_from(AfterLock),
    tolerance_s=st.integers(0, 3599),
)
_FACTS = st.builds(
    lambda intervals, policy, cause: facts_of(work_of(*intervals, cause=cause), policy=policy),
    st.lists(_INTERVAL, max_size=5),
    _POLICY,
    st.sampled_from(Cause),
)


@given(_FACTS)
def test_every_basis_recomputes_to_the_same_bytes(facts: Facts) -> None:
    text = snapshot_of(facts)
    assert recompute(text) == ()
    assert snapshot_of(read_snapshot(text).facts) == text


@given(_FACTS)
def test_every_document_bears_its_sum_and_adds_up(facts: Facts) -> None:
    document = document_of(snapshot_of(facts), APPROVAL)
    assert bears_its_sum(document)
    told = json.loads(document)
    totals = told["totals"]
    assert totals["ex_vat_ore"] + totals["vat_ore"] == totals["incl_vat_ore"]
    assert sum(line["amount_ore"] for line in told["lines"]) == totals["ex_vat_ore"]


def test_the_document_of_the_house() -> None:
    told = json.loads(document_of(snapshot_of(EVENING), APPROVAL))
    assert (told["kind"], told["number"], told["schema_version"]) == ("basis", 17, 1)
    assert told["idempotency_key"] == "0193641e-0000-7000-8000-000000000001/1"
    assert told["buyer"] == {"name": "Fjellsport", "customer_number": "1001"}
    assert told["seller"] == {"name": "Mystore.no AS"}
    assert told["lines"] == [
        {
            "description": "Kritisk støtte utenfor åpningstid, hendelse 12: Kassen er død",
            "quantity": 2,
            "unit": "HUR",
            "unit_price_ore": 125_000,
            "amount_ore": 250_000,
        }
    ]
    assert told["period"] == {"from": "2026-11-24", "to": "2026-11-24"}
    assert told["time_list"][0]["from"] == "2026-11-24T20:05:00+01:00"
    assert told["approved"] == {
        "at": "2026-11-24T22:00:00Z",
        "by": "sunniva",
        "by_name": "Sunniva Lund",
    }


def test_a_changed_document_no_longer_bears_its_sum() -> None:
    document = document_of(snapshot_of(EVENING), APPROVAL)
    assert not bears_its_sum(document.replace("Fjellsport", "Fjordsport"))
    assert not bears_its_sum(document.replace(":", ": ", 1))


def test_a_preview_tells_what_past_bases_would_have_cost() -> None:
    short = facts_of(work_of(span("20:05", "20:25")))
    past = [(BasisId(17), snapshot_of(EVENING)), (BasisId(18), snapshot_of(short))]
    found = preview(past, Policy(tolerance_s=60))
    assert (found.before_ore, found.after_ore) == (375_000, 250_000)
    assert [(one.number, one.before_hours, one.after_hours) for one in found.bases] == [
        (17, 2, 1),
        (18, 1, 1),
    ]
    assert [one.is_changed for one in found.bases] == [True, False]


def test_a_preview_lets_reductions_stand_and_credits_out() -> None:
    one_hour = reduced(snapshot_of(EVENING), Reduction(1, "Ett sekund over", "sunniva"))
    credit = credit_of(one_hour, 2, Credited(17, "a", "b", "", "Feil"))
    past = [(BasisId(17), one_hour), (BasisId(18), credit)]
    found = preview(past, Policy(tolerance_s=60))
    assert [(one.number, one.after_ore) for one in found.bases] == [(17, 125_000)]
    assert preview(past, Policy()).bases[0].after_hours == 1
