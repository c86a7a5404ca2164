"""What a person is writing in one case: the answer and the note, each with its files.

Threads: the loop's. What is typed is in the pocket a moment later (see `drafts`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from console.desk.live import LiveValue
from console.domain.ids import CaseId
from console.domain.instants import wall
from console.domain.mail import MailPart

if TYPE_CHECKING:
    from console.data.pocket import Draft
    from console.desk.draft_copies import DraftCopies, Elsewhere
    from console.desk.drafts import Drafts


class Mode(StrEnum):
    """For whom it is written."""

    REPLY = "reply"
    NOTE = "note"


@dataclass(frozen=True)
class DraftFile:
    """A file that will go along; `no` names it in the pocket."""

    no: int
    part: MailPart


@dataclass(frozen=True)
class Written:
    """What was sent, whole, so that undoing can bring it back."""

    mode: Mode
    text: str
    parts: tuple[MailPart, ...]


@dataclass(frozen=True)
class Version:
    """An earlier text of the draft, and when it was kept (`10:41:30`)."""

    time_text: str
    text: str


FOR_OTHERS = "for_others"
"""How a draft is kept that stands in no composer: what is asked of others, or what they said."""


def case_scope(case: CaseId) -> str:
    """The pocket's name for the answer in a case."""
    return f"case:{case}"


def note_scope(case: CaseId) -> str:
    """The pocket's name for the note in a case."""
    return f"case:{case}:note"


def escalation_scope(case: CaseId) -> str:
    """The pocket's name for what is asked of others in a case."""
    return f"case:{case}:escalation"


def their_answer_scope(case: CaseId) -> str:
    """The pocket's name for what others answered, as it is being written down."""
    return f"case:{case}:their answer"


def cases_of(scopes: Iterable[str]) -> frozenset[CaseId]:
    """The cases in which these are written; what is written elsewhere belongs to none."""
    parts = (scope.split(":") for scope in scopes)
    return frozenset(CaseId(int(number)) for kind, number, *_ in parts if kind == "case")


class CaseDraft:
    """Both drafts of a case. `files` tells which files of which draft there are."""

    def __init__(self, drafts: Drafts, case: CaseId) -> None:
        self._drafts = drafts
        self._scopes = {Mode.REPLY: case_scope(case), Mode.NOTE: note_scope(case)}
        self._texts = {mode: "" for mode in Mode}
        self._loaded: dict[Mode, Draft] = {}
        self.case = case
        self.files: dict[Mode, LiveValue[tuple[DraftFile, ...]]] = {
            mode: LiveValue(()) for mode in Mode
        }

    async def load(self, mode: Mode) -> None:
        """Reads a draft as it was last typed. Raises ActFailed."""
        draft = await self._drafts.load(self._scopes[mode])
        self._loaded[mode] = draft
        self._texts[mode] = draft.text
        self.files[mode].set(tuple(DraftFile(no, part) for no, part in draft.files))

    def mode_of(self, scope: str) -> Mode | None:
        """Which of the two a name of the pocket means; None for one of another case."""
        return next((mode for mode, name in self._scopes.items() if name == scope), None)

    def text(self, mode: Mode) -> str:
        return self._texts[mode]

    def parts(self, mode: Mode) -> tuple[MailPart, ...]:
        return tuple(file.part for file in self.files[mode].value)

    def type(self, mode: Mode, text: str) -> None:
        """Takes note of the text as it stands now."""
        self._texts[mode] = text
        self._drafts.type(self._scopes[mode], text, mode.value)

    def hear(self, mode: Mode, text: str) -> None:
        """It was written in, or sent, in another field of this window."""
        self._texts[mode] = text
        if not text:
            self.files[mode].set(())

    async def elsewhere(self, copies: DraftCopies) -> list[tuple[Mode, Elsewhere]]:
        """What was written in the case on another machine since."""
        found = []
        for mode, draft in self._loaded.items():
            offer = await copies.elsewhere(replace(draft, text=self._texts[mode]))
            if offer is not None:
                found.append((mode, offer))
        return sorted(found, key=lambda each: each[0] is Mode.NOTE)

    async def add(self, mode: Mode, part: MailPart) -> None:
        """Keeps a file with the draft. Raises ActFailed."""
        no = await self._drafts.add_file(self._scopes[mode], part)
        files = self.files[mode]
        files.set((*files.value, DraftFile(no, part)))

    async def remove(self, mode: Mode, no: int) -> None:
        """Takes a file off. Raises ActFailed."""
        await self._drafts.remove_file(no)
        files = self.files[mode]
        files.set(tuple(file for file in files.value if file.no != no))

    async def clear(self, mode: Mode) -> None:
        """It has been sent: the text becomes an earlier version, the files go."""
        self._texts[mode] = ""
        self.files[mode].set(())
        await self._drafts.clear(self._scopes[mode])

    async def bring_back(self, written: Written) -> str:
        """Puts back what was sent, before what has been typed since; returns the whole text."""
        since = self._texts[written.mode].strip()
        text = f"{written.text}\n\n{since}" if since else written.text
        self.type(written.mode, text)
        for part in written.parts:
            await self.add(written.mode, part)
        return text

    async def keep_version(self, mode: Mode) -> None:
        """Makes the text as it stands an earlier version, before another takes its place.

        Raises ActFailed.
        """
        await self._drafts.keep_version(self._scopes[mode])

    async def versions(self, mode: Mode) -> tuple[Version, ...]:
        """Earlier texts, newest first. Raises ActFailed."""
        kept = await self._drafts.versions(self._scopes[mode])
        return tuple(Version(wall(v.saved_at).format("HH:mm:ss"), v.text) for v in kept)
