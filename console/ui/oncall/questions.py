"""What the cockpit asks: slept time, silence, a note written twice, what was refused."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from console.desk.oncall.entered import ActKind
from console.domain.language import tr
from console.domain.wording import clock_time
from console.ui.oncall.scene import Scene
from console.widgets.ask_band import Question, Reply
from console.widgets.buttons import ButtonKind

if TYPE_CHECKING:
    from console.desk.oncall.log import WorkLog

YES, NO = "yes", "no"


@dataclass(frozen=True)
class Asked:
    """A question, its key (the same question is not asked anew) and what an answer does."""

    key: str
    question: Question
    answer: Callable[[bool], Coroutine[Any, Any, None]]


Correct = Callable[[], Coroutine[Any, Any, None]]
"""Asks for what was entered of the incident once more."""


def asked(scene: Scene, log: WorkLog, correct: Correct) -> Asked | None:
    """The weightiest thing to ask now, None for nothing."""
    found = _not_opened(scene, log, correct) or _still_working(scene, log) or _was_away(scene, log)
    return found or _two_notes(scene, log) or _refused(scene, log)


def _not_opened(scene: Scene, log: WorkLog, correct: Correct) -> Asked | None:
    found = [each for each in scene.view.problems if each.kind is ActKind.OPENED]
    if not found:
        return None
    problem = found[0]
    title = tr("Lageret tok ikke imot hendelsen. Den og loggen ligger bare her.")
    replies = _replies(tr("Rett og prøv igjen"), tr("Slett den, med loggen"))
    question = Question(title, (problem.words,), replies, "triangle-alert", "late.mark",
                        "late.ground")  # fmt: skip

    def answer(again: bool) -> Coroutine[Any, Any, None]:
        return correct() if again else log.let_go(problem.act)

    return Asked(f"refused {problem.act} {problem.words}", question, answer)


def _still_working(scene: Scene, log: WorkLog) -> Asked | None:
    since = scene.view.idle_since
    if since is None:
        return None
    incident = scene.view.incident.id
    title = tr("Jobber du fortsatt?")
    line = tr("Ingen har rørt programmet siden {time}. Tiden telles ikke før du svarer.",
              time=clock_time(since))  # fmt: skip
    question = Question(title, (line,), _replies(tr("Ja, hele tiden"), tr("Nei, sett på pause")),
                        "circle-question-mark")  # fmt: skip

    def answer(worked: bool) -> Coroutine[Any, Any, None]:
        return log.still_working(incident, worked)

    return Asked(f"idle {since}", question, answer)


def _was_away(scene: Scene, log: WorkLog) -> Asked | None:
    mine = [each for each in scene.view.done.questions if each.away.technician == scene.me.id]
    if not mine:
        return None
    away, span = mine[0].away, mine[0].span
    times = {"start": clock_time(span.start), "end": clock_time(span.end)}
    title = {
        "asleep": tr("Maskinen sov {start}–{end}. Jobbet du da?", **times),
        "idle": tr("Ingen rørte programmet {start}–{end}. Jobbet du da?", **times),
    }.get(away.text, tr("Programmet var stanset {start}–{end}. Jobbet du da?", **times))
    line = tr("Tiden telles ikke før du svarer.")
    replies = _replies(tr("Ja, jeg jobbet"), tr("Nei"))
    question = Question(title, (line,), replies, "moon")

    def answer(worked: bool) -> Coroutine[Any, Any, None]:
        return log.answer(away, worked)

    return Asked(f"away {away.id}", question, answer)


def _two_notes(scene: Scene, log: WorkLog) -> Asked | None:
    theirs = scene.view.their_note
    if theirs is None:
        return None
    incident = scene.view.incident.id
    title = tr("En kollega skrev i sluttnotatet samtidig.")
    texts = (theirs.seen, theirs.cause, theirs.done, theirs.prevented, theirs.promised)
    line = tr("Kollegaen skrev: {text}", text=" · ".join(text for text in texts if text))
    question = Question(title, (line,), _replies(tr("Behold mitt"), tr("Ta kollegaens")))

    def answer(mine: bool) -> Coroutine[Any, Any, None]:
        return log.keep_my_note(incident) if mine else log.take_their_note(incident)

    return Asked(f"note {hash(theirs)}", question, answer)


def _refused(scene: Scene, log: WorkLog) -> Asked | None:
    if not scene.view.problems:
        return None
    problem = scene.view.problems[0]
    title = tr("Lageret tok ikke imot {what}. Det ligger fortsatt her.", what=problem.what)
    replies = _replies(tr("Prøv igjen"), tr("La det fare"))
    question = Question(title, (problem.words,), replies, "triangle-alert", "late.mark",
                        "late.ground")  # fmt: skip

    def answer(again: bool) -> Coroutine[Any, Any, None]:
        return log.try_again(problem.act) if again else log.let_go(problem.act)

    return Asked(f"refused {problem.act} {problem.words}", question, answer)


def _replies(yes: str, no: str) -> tuple[Reply, ...]:
    return (Reply(NO, no), Reply(YES, yes, ButtonKind.PRIMARY))
