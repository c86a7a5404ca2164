"""The targets are the documents' until the lead sets others; what cannot be is refused in words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.cases import CaseKind
from console.domain.stored_targets import targets_from_json, targets_to_json
from console.domain.targets import Targets, TargetsError

FACTS = {
    "chat_first_s": 60,
    "chat_next_s": 120,
    "call_pos_s": 60,
    "call_other_s": 180,
    "case_s": 8 * 3600,
    "bug_s": 4 * 3600,
    "escalation_days": 2,
    "critical_s": 5 * 60,
    "passed_over_s": 5 * 60,
    "call_back_s": 3600,
}

targets = st.builds(
    Targets,
    **{name: st.integers(1, 60 if name.endswith("_days") else 400 * 3600) for name in FACTS},
)


def test_the_defaults_are_the_documents_and_our_choices() -> None:
    assert targets_to_json(Targets()) == FACTS
    assert targets_from_json({}) == targets_from_json(FACTS) == Targets()


@given(targets)
def test_plain_values_read_back_are_the_same_targets(wanted: Targets) -> None:
    plain = json.loads(json.dumps(targets_to_json(wanted)))
    assert targets_from_json(plain) == wanted


def test_what_is_not_set_is_the_documents() -> None:
    assert targets_from_json({"bug_s": 7200}) == Targets(bug_s=7200)


@pytest.mark.parametrize("kind", CaseKind)
def test_a_bug_report_has_a_target_of_its_own(kind: CaseKind) -> None:
    assert Targets().target_s(kind) == (4 if kind is CaseKind.BUG else 8) * 3600


@pytest.mark.parametrize("key", FACTS)
@pytest.mark.parametrize("value", [0, -1, 60.0, "60", True, None, [60], 400 * 3600 + 1])
def test_a_value_that_cannot_be_is_refused_by_name(key: str, value: object) -> None:
    with pytest.raises(TargetsError, match=f"Målet «{key}» kan ikke være .*målene er som før"):
        targets_from_json({key: value})


def test_the_error_says_what_can_be() -> None:
    with pytest.raises(TargetsError, match="Sett hele arbeidsdager, 1 til 60"):
        Targets(escalation_days=61)
    with pytest.raises(TargetsError, match="Sett hele sekunder, 1 til 1440000"):
        Targets(chat_first_s=0)


def test_an_unknown_target_is_refused_with_those_there_are() -> None:
    with pytest.raises(TargetsError, match=r"Målet «chat_s» finnes ikke.*chat_first_s, chat_next"):
        targets_from_json({"chat_s": 60})


@pytest.mark.parametrize("row", [None, 60, "60", [60]])
def test_what_is_no_row_of_targets_is_refused(row: object) -> None:
    with pytest.raises(TargetsError, match="Målene kan ikke leses"):
        targets_from_json(row)
