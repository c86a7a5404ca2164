"""`agent-console billing list|show|approve|export`: a night's basis from a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Type
from fixtures.billed import BilledNight
from fixtures.tampering import tamper

from console.domain.billing.basis import BasisState
from console.domain.billing.document import bears_its_sum
from console.domain.ids import PersonId

SENTENCE = "Arbeid 20:05–21:05:01 utenfor åpningstid, 60 min 1 s, 2 påbegynte timer à 1 250,00"


@pytest.fixture(autouse=True)
def _meant(home: object, monkeypatch: pytest.MonkeyPatch, store_url: str) -> None:
    """The commands mean the test's store."""
    del home
    monkeypatch.setenv("AGENT_CONSOLE_STORE", store_url)


@pytest.fixture
def ready(worked: BilledNight, sunniva: PersonId, regine: PersonId) -> BilledNight:
    """A basis that waits for its approval, and people to do it."""
    del sunniva, regine
    worked.ready()
    return worked


def test_the_list_says_what_each_is_and_comes_to(typed: Type, ready: BilledNight) -> None:
    done = typed("billing", "list")
    assert (done.code, done.err) == (0, "")
    (line,) = done.out.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert [part.strip() for part in line.split("  ") if part.strip()] == [
        *("1", "klar", "3 125,00 kr", "2 timer"),
        "Fjellsport AS, hendelse 1: Kassene står",
    ]


def test_the_list_is_of_the_states_one_asks_for(typed: Type, ready: BilledNight) -> None:
    del ready
    (found,) = typed("billing", "list", "--state", "ready", "--json").json
    assert (found["number"], found["state"], found["incl_vat_ore"]) == (1, "ready", 312_500)
    assert found["sentence"] == SENTENCE
    assert typed("billing", "list", "--state", "draft", "--json").json == []
    assert typed("billing", "list", "--state", "draft").out == "Ingen grunnlag.\n"
    wrong = typed("billing", "list", "--state", "ferdig")
    assert (wrong.code, "«ferdig» er ingen tilstand" in wrong.mistake) == (2, True)


def test_a_draft_shows_what_it_would_be_and_what_is_missing(
    typed: Type, night: BilledNight
) -> None:
    night.work("20:05", "20:35")
    done = typed("billing", "show", "1")
    assert done.code == 0
    assert "Mangler: Årsaken er ikke avgjort." in done.out
    found = typed("billing", "show", "1", "--json").json
    assert [one["code"] for one in found["hindrances"]] == ["no_verdict", "note_incomplete"]
    assert (found["worked_seconds"], found["incl_vat_ore"], found["faults"]) == (1800, 0, None)


def test_one_is_shown_whole_and_reckoned_anew(typed: Type, ready: BilledNight) -> None:
    del ready
    done = typed("billing", "show", "1")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[1] == f"{SENTENCE}."
    assert "  2026-11-24  20:05–21:05:01  60 min 1 s  Magnus Eide  faktureres: ja" in lines
    assert "  2026-11-24 21:05:01  gjort klar  Magnus Eide" in lines
    assert lines[-1] == "Regnet om: stemmer."
    found = typed("billing", "show", "1", "--json").json
    assert [step["kind"] for step in found["steps"]] == ["opened", "made_ready"]
    assert (found["faults"], len(found["time_list"])) == ([], 1)


def test_what_was_changed_behind_its_back_is_told(typed: Type, ready: BilledNight) -> None:
    tamper(ready.house.store, "UPDATE work_entry SET at = at + 1 WHERE kind = 'ended'")
    done = typed("billing", "show", "1")
    assert done.code == 1
    assert "arbeidsloggen er endret etterpå" in done.out


def test_it_is_approved_by_another_and_handed_over(
    typed: Type, ready: BilledNight, tmp_path: Path
) -> None:
    own = typed("billing", "approve", "1", "--as", "magnus")
    assert (own.code, "Rollen din gir ikke lov" in own.mistake) == (2, True)
    early = typed("billing", "export", "1", "--as", "regine", "--to", tmp_path)
    assert (early.code, "Grunnlag 1 er klar" in early.mistake) == (2, True)
    done = typed("billing", "approve", "1", "--as", "sunniva")
    assert done.out.replace("\N{NO-BREAK SPACE}", " ") == (
        "Grunnlag 1 er godkjent: 2 t, 3 125,00 kr med mva.\n"
    )
    first = typed("billing", "export", "1", "--as", "regine", "--to", tmp_path, "--json").json
    files = {Path(name): Path(name).read_bytes() for name in first["files"]}
    (document,) = (content for name, content in files.items() if name.suffix == ".json")
    assert bears_its_sum(document.decode())
    assert json.loads(document)["sha256"] == first["sha256"]
    assert sorted(name.suffix for name in files) == [".csv", ".csv", ".json", ".pdf"]
    again = typed("billing", "export", "1", "--as", "regine", "--to", tmp_path, "--json").json
    assert again == first
    assert {name: name.read_bytes() for name in files} == files
    assert ready.newest.state is BasisState.EXPORTED


def test_only_what_was_seen_is_approved(typed: Type, ready: BilledNight) -> None:
    wrong = typed("billing", "approve", "1", "--as", "sunniva", "--sha256", "0" * 64)
    assert (wrong.code, "endret etter at du så det" in wrong.mistake) == (2, True)
    assert ready.newest.state is BasisState.READY


def test_another_file_of_that_name_is_left(typed: Type, ready: BilledNight, tmp_path: Path) -> None:
    typed("billing", "approve", "1", "--as", "sunniva")
    names = typed("billing", "export", "1", "--as", "regine", "--to", tmp_path, "--json").json
    (document,) = (Path(name) for name in names["files"] if name.endswith(".json"))
    document.write_text("noe annet", "utf-8")
    done = typed("billing", "export", "1", "--as", "regine", "--to", tmp_path)
    assert (done.code, "finnes fra før med annet innhold" in done.mistake) == (2, True)
    assert document.read_text("utf-8") == "noe annet"
    assert ready.newest.state is BasisState.EXPORTED


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "7"), "Fant ikke grunnlag 7"),
        (("show", "sju"), "NUMBER kan ikke brukes slik"),
        (("approve", "1"), "Si hvem du er: --as"),
        (("approve", "1", "--as", "ukjent"), "Ingen heter ukjent i lageret"),
        (("export", "1", "--as", "regine", "--to", "/finnes/ikke"), "finnes ikke"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    typed: Type, ready: BilledNight, words: tuple[str, ...], told: str
) -> None:
    done = typed("billing", *words)
    assert (done.code, told in done.mistake) == (2, True), done.err
    assert ready.newest.state is BasisState.READY
