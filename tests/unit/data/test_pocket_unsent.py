"""Acts that wait in the pocket, and pockets that were made before there were any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.clock import MONDAY_MORNING

from console.data.engine import SQLITE
from console.data.feed import Cursor
from console.data.pocket import Pocket
from console.data.pocket_unsent import DraftPlace, UnsentAct
from console.domain.ids import ActId, CaseId, new_uuid
from console.domain.mail import MailPart

NOW = MONDAY_MORNING
PLACE = DraftPlace("case:7", "reply")
ACT = UnsentAct(
    id=ActId(new_uuid()),
    account="sunniva her",
    case=CaseId(7),
    kind="reply",
    arguments={"text": "Frakten koster 149 kr.", "to": [["kari@fjellsport.no", "Kari"]]},
    parts=(MailPart("kasse.png", "image/png", b"\x89PNG"), MailPart("b.txt", "text/plain", b"")),
    seen=12,
    at=Cursor("epoke", 40),
    written_at=NOW,
    reason="Lageret svarer ikke",
    was_tried=False,
)

OLDER = """
CREATE TABLE draft (scope VARCHAR NOT NULL, text VARCHAR NOT NULL, mode VARCHAR NOT NULL,
    saved_at BIGINT NOT NULL, PRIMARY KEY (scope));
CREATE TABLE draft_version (no INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, scope VARCHAR NOT NULL,
    text VARCHAR NOT NULL, saved_at BIGINT NOT NULL);
CREATE INDEX ix_draft_version_scope ON draft_version (scope);
CREATE TABLE draft_file (no INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, scope VARCHAR NOT NULL,
    name VARCHAR NOT NULL, content_type VARCHAR NOT NULL, content BLOB NOT NULL);
CREATE INDEX ix_draft_file_scope ON draft_file (scope);
INSERT INTO draft VALUES ('case:7', 'Fra før', 'reply', 1795423260000000);
INSERT INTO draft_version (scope, text, saved_at) VALUES ('case:7', 'Fra', 1795423200000000);
INSERT INTO draft_file (scope, name, content_type, content)
    VALUES ('case:7', 'a.txt', 'text/plain', x'78');
"""
"""A pocket of the first edition, as SQLite keeps it."""


@pytest.fixture
def pocket(tmp_path: Path) -> Iterator[Pocket]:
    opened = Pocket(tmp_path / "pocket.db")
    yield opened
    opened.close()


def test_an_act_is_kept_whole_and_its_draft_goes_with_it(pocket: Pocket) -> None:
    pocket.save_text("case:7", "Frakten koster 149 kr.", "reply", NOW)
    pocket.add_file("case:7", ACT.parts[0])
    pocket.unsent.keep(ACT, PLACE)
    assert pocket.unsent.waiting("sunniva her") == (ACT,)
    assert pocket.unsent.waiting("jonas her") == ()
    assert pocket.unsent.elsewhere("jonas her") == 1
    draft = pocket.load("case:7")
    assert (draft.text, draft.files, draft.versions) == ("", (), 1)


def test_acts_wait_in_the_order_they_were_made(pocket: Pocket) -> None:
    acts = [replace(ACT, id=ActId(new_uuid()), parts=()) for _ in range(5)]
    for act in acts:
        pocket.unsent.keep(act, None)
    pocket.unsent.drop(acts[2].id)
    assert list(pocket.unsent.waiting("sunniva her")) == acts[:2] + acts[3:]


def test_an_act_is_given_back_once_before_what_was_written_since(pocket: Pocket) -> None:
    pocket.unsent.keep(ACT, PLACE)
    pocket.save_text("case:7", "Og en ting til", "reply", NOW)
    for _ in range(2):  # two windows of one person may both think of it
        pocket.unsent.give_back(ACT, PLACE, "Frakten koster 149 kr.", NOW, None)
    draft = pocket.load("case:7")
    assert draft.text == "Frakten koster 149 kr.\n\nOg en ting til"
    assert [part for _, part in draft.files] == list(ACT.parts)
    assert pocket.unsent.waiting("sunniva her") == ()


def test_why_it_waits_is_kept(pocket: Pocket) -> None:
    pocket.unsent.keep(ACT, None)
    pocket.unsent.tell_why(ACT.id, "Lageret er fullt", was_tried=True)
    (kept,) = pocket.unsent.waiting("sunniva her")
    assert (kept.reason, kept.was_tried) == ("Lageret er fullt", True)


def test_an_older_pocket_is_opened_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "pocket.db"
    connection = SQLITE.connect(path)
    connection.executescript(OLDER)
    connection.close()
    pocket = Pocket(path)
    draft = pocket.load("case:7")
    assert (draft.text, draft.versions) == ("Fra før", 1)
    assert [part for _, part in draft.files] == [MailPart("a.txt", "text/plain", b"x")]
    pocket.unsent.keep(ACT, None)
    pocket.close()
    again = Pocket(path)
    assert again.unsent.waiting("sunniva her") == (ACT,)
    assert again.load("case:7").text == "Fra før"
    again.close()
