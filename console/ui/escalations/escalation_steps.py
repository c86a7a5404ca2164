"""What a person does with an escalation: each step asked for in a dialog, then carried out.

A dialog stays until the store has taken what was asked, or it waits on this machine; what is
written in it is a draft like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QMenu, QWidget

from console.desk.case_draft import FOR_OTHERS, escalation_scope, their_answer_scope
from console.desk.errors import Fenced
from console.desk.escalations_words import target_within
from console.domain.escalations import Escalation, EscalationState, NewEscalation, first_line
from console.domain.language import tr
from console.ui.acts.form_dialog import Form, FormDialog
from console.ui.acts.runner import Act, ActRunner, Outcome
from console.ui.escalations.escalate_form import Asking, EscalateForm
from console.ui.escalations.step_forms import OtherTimeForm, TakenUpForm, TheirAnswerForm, WhyForm
from console.widgets.framed_editor import FramedEditor
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn


@dataclass(frozen=True)
class Step:
    """One step in words, and what takes it; `is_apart` stands below a line."""

    words: str
    icon: str
    take: Callable[[Escalation], object]
    is_apart: bool = False


class EscalationSteps(QObject):
    """Asks and acts on one desk; `host` is what the dialogs lie over."""

    def __init__(
        self, hub: ThemeHub, desk: Desk, spawn: Spawn, runner: ActRunner, host: QWidget
    ) -> None:
        super().__init__(host)
        self._hub = hub
        self._desk = desk
        self._spawn = spawn
        self._runner = runner
        self._host = host
        self._dialog: FormDialog | None = None

    @Slot(object, object)
    def ask_steps(self, one: Escalation, button: QWidget) -> None:
        """What can be done with it, below the button that was pressed."""
        menu = QMenu(tr("Eskaleringen"), self._host)
        self.add_steps(menu, one)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
        menu.setActiveAction(menu.actions()[0])

    def add_steps(self, menu: QMenu, one: Escalation) -> None:
        """What can be done with it in the state it is in, as lines of a menu."""
        for step in self.steps(one):
            if step.is_apart:
                menu.addSeparator()
            icon = self._hub.icons.icon(step.icon, "muted")
            menu.addAction(icon, step.words, partial(step.take, one))

    def steps(self, one: Escalation) -> tuple[Step, ...]:
        """What can be done with it in the state it is in."""
        time = Step(tr("Ny frist for kunden …"), "clock", self.ask_other_time)
        if one.state is EscalationState.ANSWERED:
            return (Step(tr("Kunden har fått svaret"), "check", self.close), time)
        is_new = one.state is EscalationState.ASKED
        words = tr("De har tatt den opp …") if is_new else tr("Hvem og referanse …")
        return (
            Step(words, "user", self.ask_taken_up),
            Step(tr("De har svart …"), "message-square", self.ask_answer),
            time,
            Step(tr("Trekk tilbake …"), "undo-2", self.ask_take_back, is_apart=True),
        )

    def ask_escalate(self, asking: Asking) -> FormDialog:
        """Whom to ask what."""
        form = EscalateForm(self._hub, asking, self._desk.clock.now)
        scope = escalation_scope(asking.face.case)
        self._keep(form.reason, scope)
        dialog = self._open(tr("Eskaler saken"), form.verb, form, self._escalate, scope)
        form.target_chosen.connect(dialog.confirm.show_text)
        return dialog

    def ask_taken_up(self, one: Escalation) -> FormDialog:
        """Who has it."""
        title = tr("Hos {target}", target=target_within(one.target))
        form = TakenUpForm(self._hub, one)
        acts = self._desk.escalation_acts
        return self._open(title, tr("Lagre"), form, lambda given: acts.take_up(one, *given))

    def ask_answer(self, one: Escalation) -> FormDialog:
        """What they said."""
        form = TheirAnswerForm(self._hub, first_line(one.reason))
        scope = their_answer_scope(one.case)
        self._keep(form.text, scope)
        title = tr("Svar fra {target}", target=target_within(one.target))
        acts = self._desk.escalation_acts
        return self._open(
            title, tr("Før inn svaret"), form, lambda text: acts.answer(one, text), scope
        )

    def ask_other_time(self, one: Escalation) -> FormDialog:
        """By when instead, and why."""
        form = OtherTimeForm(self._hub, self._desk.clock.now)
        form.due.show_moment(self._desk.escalations.next_word_by())
        acts = self._desk.escalation_acts
        return self._open(
            tr("Ny frist for kunden"),
            tr("Flytt fristen"),
            form,
            lambda given: acts.tell_customer_by(one, *given),
        )

    def ask_take_back(self, one: Escalation) -> FormDialog:
        """Why they need not answer."""
        form = WhyForm(self._hub, first_line(one.reason))
        acts = self._desk.escalation_acts
        return self._open(
            tr("Trekk tilbake"),
            tr("Trekk tilbake"),
            form,
            lambda reason: acts.take_back(one, reason),
        )

    def close(self, one: Escalation) -> None:
        """The customer has heard it."""
        self._runner.run(self._desk.escalation_acts.close(one))

    def _escalate(self, new: NewEscalation) -> Act:
        return self._desk.escalation_acts.escalate(new)

    def _open(
        self,
        title: str,
        verb: str,
        form: Form,
        act: Callable[[Any], Act],
        scope: str = "",
    ) -> FormDialog:
        dialog = FormDialog(self._hub, title, verb, form, self._host)
        dialog.confirmed.connect(partial(self._confirmed, dialog, act, scope))
        dialog.finished.connect(self._left)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()
        return dialog

    def _left(self, _result: int) -> None:
        self._dialog = None

    def _confirmed(
        self, dialog: FormDialog, act: Callable[[Any], Act], scope: str, answer: object
    ) -> None:
        self._runner.run(
            act(answer),
            Outcome(
                done=partial(self._done, dialog, scope),
                fenced=partial(self._fenced, dialog),
                failed=partial(self._failed, dialog),
                undone=partial(self._undone, scope, answer),
            ),
        )

    def _done(self, dialog: FormDialog, scope: str) -> None:
        if scope:
            self._spawn(self._desk.drafts.clear(scope), "clear draft")
        if dialog is self._dialog:
            dialog.accept()

    def _fenced(self, dialog: FormDialog, error: Fenced) -> None:
        self._failed(dialog, "\n".join((str(error), *error.missed)))

    def _failed(self, dialog: FormDialog, words: str) -> None:
        if dialog is self._dialog:
            dialog.refuse(words)
        else:
            self._runner.notice.emit(words)

    def _undone(self, scope: str, answer: object) -> None:
        """What was asked is a draft again."""
        if isinstance(answer, NewEscalation):
            self._desk.drafts.type(scope, answer.reason, FOR_OTHERS)

    def _keep(self, editor: FramedEditor, scope: str) -> None:
        """What was begun is there again; what is typed is on the disk a moment later."""
        editor.typed.connect(partial(self._typed, editor, scope))
        self._spawn(self._fill(editor, scope), "read draft")

    def _typed(self, editor: FramedEditor, scope: str) -> None:
        self._desk.drafts.type(scope, editor.text, FOR_OTHERS)

    async def _fill(self, editor: FramedEditor, scope: str) -> None:
        draft = await self._desk.drafts.load(scope)
        if draft.text and self._dialog is not None and not editor.text:
            editor.editor.setPlainText(draft.text)
