"""What calls, promises and escalations say of themselves."""

from __future__ import annotations

from uuid import UUID

import pytest
from fakes.clock import MONDAY_MORNING
from fakes.live_work import call, promise
from hypothesis import given
from hypothesis import strategies as st

from console.domain.escalations import (
    STEPS,
    EscalationState,
    Evidence,
    EvidenceKind,
    evidence_from_json,
    evidence_to_json,
)

LATER = MONDAY_MORNING.add(hours=1)


@given(st.lists(st.builds(Evidence, st.sampled_from(EvidenceKind), st.uuids())))
def test_evidence_is_read_back_as_it_was_kept(evidence: list[Evidence]) -> None:
    assert evidence_from_json(evidence_to_json(evidence)) == tuple(evidence)


@pytest.mark.parametrize("word", ["", "message", f"letter:{UUID(int=1)}", "message:1", 7, None])
def test_what_is_no_evidence_is_not_taken_for_any(word: object) -> None:
    with pytest.raises(ValueError, match=r"is not a valid|badly formed"):
        evidence_from_json([word])


def test_an_escalation_is_open_until_nothing_can_follow() -> None:
    assert {state for state in EscalationState if state.is_open} == {
        state for state, after in STEPS.items() if after
    }


def test_a_promise_is_open_until_it_is_kept_or_withdrawn() -> None:
    assert promise(1).is_open
    assert not promise(1, kept_at=LATER).is_open
    assert not promise(1, withdrawn_at=LATER).is_open


def test_a_call_waits_for_a_call_back_until_somebody_has() -> None:
    assert not call(1).waits_for_a_call_back
    assert call(1, call_back_by=LATER).waits_for_a_call_back
    assert not call(1, call_back_by=LATER, called_back_at=LATER).waits_for_a_call_back
