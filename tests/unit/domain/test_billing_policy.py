"""The policy: its defaults, its plain values and back, and what cannot be."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whenever import Date, Instant

from console.domain.billing.policy import (
    AfterLock,
    Aggregation,
    Eligibility,
    Overlap,
    Policy,
    Waiting,
    Window,
)
from console.domain.billing.prices import PriceRow, amounts
from console.domain.billing.stored_policy import policy_from_json, policy_to_json
from console.domain.billing.work import BillingError

DEFAULTS = {
    "rate": "1250.00",
    "price_table": [],
    "vat": "0.25",
    "aggregation": "callout",
    "overlap": "union",
    "window": "clip",
    "eligibility": "after_hours",
    "waiting": "exclude",
    "tolerance_s": 0,
    "reopen_window_h": 24,
    "after_lock": "new_incident",
    "lunch_is_after_hours": False,
    "extra_closed_days": [],
    "discretionary_hours": None,
}

prices = st.decimals(0, 1_000_000, places=2)
policies = st.builds(
    Policy,
    rate=prices,
    price_table=st.dictionaries(st.integers(0, 4 * 10**9), prices, max_size=3).map(
        lambda rows: tuple(PriceRow(Instant.from_timestamp(at), rows[at]) for at in sorted(rows))
    ),
    vat=st.decimals(0, 1, places=4),
    aggregation=st.sampled_from(Aggregation),
    overlap=st.sampled_from(Overlap),
    window=st.sampled_from(Window),
    eligibility=st.sampled_from(Eligibility),
    waiting=st.sampled_from(Waiting),
    tolerance_s=st.integers(0, 3599),
    reopen_window_h=st.integers(0, 8784),
    after_lock=st.sampled_from(AfterLock),
    lunch_is_after_hours=st.booleans(),
    extra_closed_days=st.frozensets(st.dates().map(Date), max_size=3),
    discretionary_hours=st.none() | st.integers(0, 99),
)


def test_the_defaults_are_the_documents() -> None:
    assert policy_to_json(Policy()) == DEFAULTS
    assert policy_from_json({}) == policy_from_json(DEFAULTS) == Policy()


@given(policies)
def test_plain_values_read_back_are_the_same_policy(policy: Policy) -> None:
    plain = json.loads(json.dumps(policy_to_json(policy)))
    assert list(plain) == list(DEFAULTS)
    assert policy_from_json(plain) == policy
    assert policy_to_json(policy_from_json(plain)) == plain


def test_equal_policies_have_equal_plain_values() -> None:
    short = Policy(rate=Decimal("1250"), vat=Decimal("0.2500"))
    assert short == Policy()
    assert policy_to_json(short) == DEFAULTS
    twice = {"extra_closed_days": ["2026-12-31", "2026-12-24", "2026-12-31"]}
    assert policy_to_json(policy_from_json(twice))["extra_closed_days"] == [
        "2026-12-24",
        "2026-12-31",
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rate", "-0.01"),
        ("rate", "1250.001"),
        ("rate", "1000000.01"),
        ("rate", 1250.0),
        ("rate", "1 250"),
        ("rate", "1e3"),
        ("rate", "NaN"),
        ("rate", True),
        ("rate", None),
        ("vat", "-0.01"),
        ("vat", "1.01"),
        ("vat", 25),
        ("vat", "25 %"),
        ("tolerance_s", -1),
        ("tolerance_s", 3600),
        ("tolerance_s", "60"),
        ("tolerance_s", 1.5),
        ("tolerance_s", True),
        ("reopen_window_h", -1),
        ("reopen_window_h", 8785),
        ("discretionary_hours", -1),
        ("discretionary_hours", 0.5),
        ("lunch_is_after_hours", 1),
        ("lunch_is_after_hours", "true"),
        ("extra_closed_days", "2026-12-24"),
        ("extra_closed_days", ["24.12.2026"]),
        ("extra_closed_days", [20261224]),
        ("aggregation", "day"),
        ("overlap", None),
        ("window", []),
        ("eligibility", "never"),
        ("waiting", True),
        ("after_lock", ""),
        ("price_table", {}),
        ("price_table", [["2027-01-01T00:00:00+01:00"]]),
        ("price_table", [["2027-01-01T00:00:00", "1350.00"]]),
        ("price_table", [["2027-01-01T00:00:00+01:00", 1350.5]]),
        ("price_table", [["2027-01-01T00:00:00+01:00", "-1"]]),
        (
            "price_table",
            [["2027-01-01T00:00:00+01:00", "1.00"], ["2026-12-31T23:00:00Z", "2.00"]],
        ),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(key: str, value: object) -> None:
    with pytest.raises(BillingError, match=f"«{key}» kan ikke være ") as refused:
        policy_from_json({key: value})
    assert refused.value.code == "policy"
    assert str(refused.value).endswith("Ingenting er endret eller regnet ut.")


def test_an_unknown_key_is_refused_with_those_there_are() -> None:
    with pytest.raises(BillingError, match=r"«rounding» finnes ikke.*rate, price_table") as refused:
        policy_from_json({"rounding": "up"})
    assert refused.value.code == "policy"


def test_a_refusal_says_what_to_write() -> None:
    with pytest.raises(BillingError, match="Velg blant: union, sum, round_each"):
        policy_from_json({"overlap": "max"})
    with pytest.raises(BillingError, match="Skriv hele sekunder fra 0 til 3599"):
        Policy(tolerance_s=3600)


@given(hours=st.integers(0, 2000), rate=prices, vat=st.decimals(0, 1, places=4))
def test_amounts_are_whole_ore_and_vat_is_the_nearest_half_up(
    hours: int, rate: Decimal, vat: Decimal
) -> None:
    found = amounts(hours, rate, vat)
    assert found.ex_vat == hours * rate
    assert found.incl_vat == found.ex_vat + found.vat
    assert all(-sum_.as_tuple().exponent == 2 for sum_ in (found.ex_vat, found.vat, found.incl_vat))
    exact = found.ex_vat * vat
    assert Decimal("-0.005") <= exact - found.vat < Decimal("0.005")
