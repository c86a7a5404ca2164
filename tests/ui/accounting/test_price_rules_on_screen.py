"""Prices and rules: tried on past bases before they are saved, refused in words where they cannot
be."""

from __future__ import annotations

from decimal import Decimal

from fixtures.billed import BilledNight
from ui.accounting.conftest import AtTheBases, Looks
from whenever import Date, Instant

from console.data.commands.settings import set_setting
from console.data.queries.people import setting
from console.domain.billing.policy import Policy, Waiting
from console.domain.billing.prices import PriceRow
from console.domain.billing.stored_policy import policy_from_json, policy_to_json
from console.domain.ids import PersonId
from console.ui.accounting.rules_answers import FROM_START, RuleField


def opened(at: AtTheBases) -> None:
    """The lead opens the rules, and waits until they are tried."""
    at.screen.list.rules.click()
    at.until(lambda: at.screen.rules.preview.words)


def typed_price(at: AtTheBases, day: str, price: str) -> None:
    form = at.screen.rules.form
    form.prices.add.click()
    form.prices.rows[-1].day.setText(day)
    form.prices.rows[-1].price.setText(price)
    form.changed.emit()


def test_a_new_price_shows_what_past_bases_would_have_cost_and_holds_once_saved(
    looks: Looks, worked: BilledNight, sunniva: PersonId
) -> None:
    looks.away(worked.ready)
    looks.away(worked.approved, sunniva)
    at = looks(sunniva)
    opened(at)
    rules = at.screen.rules
    assert "0 av 1 grunnlag" in rules.preview.words
    assert not rules.save.isEnabled()
    typed_price(at, "1.11.2026", "1 400")
    at.until(lambda: "1 av 1 grunnlag" in rules.preview.words)
    assert rules.preview.table.rows[0].cells[2:] == ("2", "2 500,00", "2 800,00", "+300,00")
    assert looks.away(worked.house.store.read, setting, "billing_policy") is None
    rules.save.click()
    at.until(lambda: at.told)
    stored = looks.away(worked.house.store.read, setting, "billing_policy")
    assert stored is not None
    assert policy_from_json(stored.value).price_table == (
        PriceRow(FROM_START, Decimal("1250.00")),
        PriceRow(Instant.parse_iso("2026-10-31T23:00:00Z"), Decimal("1400.00")),
    )
    assert looks.away(lambda: worked.newest).ex_vat_ore == 250_000


def test_prices_that_cannot_be_are_refused_beside_the_list(looks: Looks, sunniva: PersonId) -> None:
    at = looks(sunniva)
    opened(at)
    rules, form = at.screen.rules, at.screen.rules.form
    typed_price(at, "31.2.2027", "1400")
    assert "«31.2.2027» er ikke en dag" in form.error(RuleField.PRICES)
    assert not rules.save.isEnabled()
    for price in ("", "-5", "1400,555", "gratis", "1e3"):
        form.prices.rows[0].day.setText("1.3.2027")
        form.prices.rows[0].price.setText(price)
        form.changed.emit()
        assert "er ikke en pris" in form.error(RuleField.PRICES)
    form.prices.rows[0].price.setText("1400")
    typed_price(at, "01.03.2027", "1500")
    assert "To priser kan ikke gjelde fra samme dag" in form.error(RuleField.PRICES)
    at.until(lambda: "Rett det som er merket" in rules.preview.words)


def test_every_rule_is_read_back_as_it_was_stored(
    looks: Looks, worked: BilledNight, sunniva: PersonId
) -> None:
    rules = Policy(
        rate=Decimal("1100.50"),
        price_table=(
            PriceRow(FROM_START, Decimal("1100.50")),
            PriceRow(Instant.parse_iso("2026-12-31T23:00:00Z"), Decimal("1350.00")),
            PriceRow(Instant.parse_iso("2027-06-01T10:30:00Z"), Decimal("1400.00")),
        ),
        vat=Decimal("0.125"),
        waiting=Waiting.INCLUDE,
        tolerance_s=300,
        reopen_window_h=12,
        lunch_is_after_hours=True,
        extra_closed_days=frozenset({Date(2026, 12, 24), Date(2026, 12, 31)}),
    )
    looks.away(worked.house.act, sunniva, set_setting, "billing_policy", policy_to_json(rules), 0)
    at = looks(sunniva)
    opened(at)
    assert at.screen.rules.form.policy() == rules
    assert at.screen.rules.form.closed_days.text() == "24.12.2026, 31.12.2026"
    assert not at.screen.rules.save.isEnabled()


def test_a_colleague_who_saved_first_is_not_written_over(
    looks: Looks, worked: BilledNight, sunniva: PersonId
) -> None:
    at = looks(sunniva)
    opened(at)
    theirs = policy_to_json(Policy(rate=Decimal("1300.00")))
    looks.away(worked.house.act, sunniva, set_setting, "billing_policy", theirs, 0)
    typed_price(at, "1.11.2026", "1 400")
    at.screen.rules.save.click()
    at.until(lambda: at.refused)
    assert "endret av en annen" in at.refused[0]
    stored = looks.away(worked.house.store.read, setting, "billing_policy")
    assert stored is not None
    assert stored.value == theirs


def test_rules_that_are_not_right_are_each_told_beside_their_field(
    looks: Looks, sunniva: PersonId
) -> None:
    at = looks(sunniva)
    opened(at)
    form = at.screen.rules.form
    for field, text in (
        (form.vat, "101"),
        (form.tolerance, "3600"),
        (form.reopen, "-1"),
        (form.closed_days, "24.12.2026, 31.12"),
    ):
        field.setText(text)
    form.changed.emit()
    for rule in (RuleField.VAT, RuleField.TOLERANCE, RuleField.REOPEN, RuleField.CLOSED_DAYS):
        assert form.error(rule)
    assert form.error(RuleField.PRICES) == ""
    assert form.policy() is None
