"""What a practice day says happened is what the store holds and the world knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fakes.quiet_day import TUESDAY_AT_TEN, QuietDay

from console.app.practice.headless import run_day
from console.app.practice.new_store import store_url
from console.app.practice.picture import Picture
from console.app.practice.plan import Practice
from console.app.practice.report import DayReport, faults_of
from console.app.practice.report_words import report_lines
from console.data.queries.day import day_count

PRACTICE = Practice(TUESDAY_AT_TEN, seed=3, hours=0.1, morning_s=0.0, has_person=False)


def run(practice: Practice, place: Path) -> DayReport:
    place.mkdir()
    return run_day(practice, store_url(place))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> DayReport:
    """Six minutes of an ordinary morning."""
    return run(PRACTICE, tmp_path_factory.mktemp("day") / "one")


def test_all_that_came_is_in_the_store_once(report: DayReport) -> None:
    assert report.faults == ()
    assert report.chat.arrived
    assert report.chat.answered
    assert report.mail.arrived


def test_the_same_seed_gives_the_same_report_and_another_seed_another(
    report: DayReport, tmp_path: Path
) -> None:
    again = run(PRACTICE, tmp_path / "again")
    other = run(replace(PRACTICE, seed=4), tmp_path / "other")
    assert again == report
    assert other != replace(report, seed=4)


def test_it_is_told_in_a_line_a_subject(report: DayReport) -> None:
    lines = report_lines(report)
    assert lines[0] == "Øvelsesdag tir. 1. des. kl. 10:00–10:06, 6 kolleger, frø 3"
    assert lines[1].startswith(f"Chat: {report.chat.arrived} kom, ")
    assert lines[-1] == "Kontroll: alt som kom, er i lageret én gang, og tallene stemmer"


def test_what_is_missing_or_counted_twice_is_a_fault(quiet_day: QuietDay) -> None:
    quiet_day.world.visitor_comes("Hei!")
    quiet_day.go_on(5)
    truth, count = quiet_day.world.happened(), quiet_day.store.read(day_count)
    picture = quiet_day.team.picture
    (name,) = count.chat.names
    twice = replace(count, chat=replace(count.chat, names=(name, name)))
    missed = replace(count, chat_lines=0)
    unseen = Picture(quiet_day.store)
    assert faults_of(truth, count, picture, picture) == []
    assert faults_of(truth, twice, picture, picture) == ["chats: 1, 2"]
    assert faults_of(truth, missed, picture, picture) == ["lines in chats: 1, 0"]
    assert "open chats: 0, 1" in faults_of(truth, count, picture, unseen)
