"""What a person writes in one case: the answer and the note apart, and nothing lost by sending."""

from __future__ import annotations

import pytest
import pytest_asyncio
from fakes.clock import FakeClock

from console.desk.case_draft import CaseDraft, DraftFile, Mode, Version, Written
from console.desk.drafts import Drafts
from console.domain.ids import CaseId
from console.domain.mail import MailPart

pytestmark = pytest.mark.asyncio

CASE = CaseId(7)
PICTURE = MailPart("kasse.png", "image/png", b"\x89PNG")


@pytest_asyncio.fixture
async def draft(drafts: Drafts) -> CaseDraft:
    return CaseDraft(drafts, CASE)


async def reopened(drafts: Drafts) -> CaseDraft:
    """The same case, opened again."""
    draft = CaseDraft(drafts, CASE)
    for mode in Mode:
        await draft.load(mode)
    return draft


async def test_the_answer_and_the_note_are_written_apart(draft: CaseDraft, drafts: Drafts) -> None:
    draft.type(Mode.REPLY, "Hei Kari")
    draft.type(Mode.NOTE, "Ring henne")
    await draft.add(Mode.NOTE, PICTURE)
    again = await reopened(drafts)
    assert (again.text(Mode.REPLY), again.text(Mode.NOTE)) == ("Hei Kari", "Ring henne")
    assert (again.parts(Mode.REPLY), again.parts(Mode.NOTE)) == ((), (PICTURE,))


async def test_another_cases_draft_is_not_this_ones(draft: CaseDraft, drafts: Drafts) -> None:
    draft.type(Mode.REPLY, "Hei Kari")
    other = CaseDraft(drafts, CaseId(70))
    await other.load(Mode.REPLY)
    assert other.text(Mode.REPLY) == ""


async def test_a_file_is_shown_when_it_is_kept_and_gone_when_taken_off(
    draft: CaseDraft, drafts: Drafts
) -> None:
    told: list[tuple[DraftFile, ...]] = []
    draft.files[Mode.REPLY].listen(told.append)
    await draft.add(Mode.REPLY, PICTURE)
    (file,) = draft.files[Mode.REPLY].value
    await draft.remove(Mode.REPLY, file.no)
    assert told == [(file,), ()]
    assert (await reopened(drafts)).parts(Mode.REPLY) == ()


async def test_what_was_sent_is_gone_and_an_earlier_version(
    draft: CaseDraft, drafts: Drafts
) -> None:
    draft.type(Mode.REPLY, "Hei Kari")
    await drafts.flush()
    await draft.add(Mode.REPLY, PICTURE)
    await draft.clear(Mode.REPLY)
    assert (draft.text(Mode.REPLY), draft.parts(Mode.REPLY)) == ("", ())
    again = await reopened(drafts)
    assert (again.text(Mode.REPLY), again.parts(Mode.REPLY)) == ("", ())
    assert await again.versions(Mode.REPLY) == (Version("09:41:00", "Hei Kari"),)


async def test_an_answer_taken_back_comes_before_what_was_begun_since(
    draft: CaseDraft, drafts: Drafts
) -> None:
    draft.type(Mode.REPLY, "Og én ting til")
    text = await draft.bring_back(Written(Mode.REPLY, "Hei Kari", (PICTURE,)))
    assert text == "Hei Kari\n\nOg én ting til"
    again = await reopened(drafts)
    assert (again.text(Mode.REPLY), again.parts(Mode.REPLY)) == (text, (PICTURE,))


async def test_an_answer_taken_back_is_as_it_was(draft: CaseDraft) -> None:
    assert await draft.bring_back(Written(Mode.REPLY, "Hei Kari", ())) == "Hei Kari"


async def test_a_text_is_kept_before_another_takes_its_place(
    draft: CaseDraft, clock: FakeClock
) -> None:
    draft.type(Mode.REPLY, "Hei")
    await draft.keep_version(Mode.REPLY)
    clock.advance(60)
    draft.type(Mode.REPLY, "Takk for at du sier fra.")
    assert [version.text for version in await draft.versions(Mode.REPLY)] == ["Hei"]
