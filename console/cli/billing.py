"""`agent-console billing`: bases for invoices; worked cases held against the calculator."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from console.cli.answers import json_option, say, say_json
from console.cli.mistakes import UserError
from console.domain.billing.worked_cases import CheckedCase, WorkedCasesError, check_cases
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.language import tr

_OF_BASES = {
    "approve": "approve",
    "export": "export",
    "list": "list_",
    "show": "show",
}
"""Commands that speak to a store, by name, and what they are called in `bases`."""


class _Billing(click.Group):
    """Those are imported when one is asked for: worked cases need no store."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_OF_BASES])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _OF_BASES:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module("console.cli.bases"), _OF_BASES[cmd_name])
        return command


@click.group(cls=_Billing)
def billing() -> None:
    """What critical support costs."""


@billing.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def check(file: Path, as_json: bool) -> int:
    """Reckon the worked cases of a CSV FILE anew; exit code 1 when a row differs."""
    cases = _checked(file)
    wrong = [case for case in cases if case.differences]
    passed, failed = len(cases) - len(wrong), len(wrong)
    if as_json:
        say_json({"passed": passed, "failed": failed, "rows": _rows(wrong)})
    else:
        for case in wrong:
            say(_told(case))
        # Programs look for this line too: it is the same in every language.
        say(f"{passed} passed, {failed} failed")
    return 1 if wrong else 0


def _checked(file: Path) -> list[CheckedCase]:
    try:
        return check_cases(file.read_text("utf-8-sig"), WorkCalendar(OpeningHours()))
    except WorkedCasesError as error:
        raise UserError(f"{file}: {error}") from error
    except UnicodeDecodeError as error:
        raise UserError(
            tr(
                "{file} er ikke lagret som UTF-8. Lagre den som «CSV UTF-8», og prøv igjen; "
                "intet er sjekket.",
                file=file,
            )
        ) from error
    except OSError as error:
        raise UserError(
            tr(
                "{file} kan ikke leses ({reason}). Skriv stien til en CSV-fil med utregnede "
                "saker; intet er sjekket.",
                file=file,
                reason=error.strerror or error,
            )
        ) from error


def _told(case: CheckedCase) -> str:
    """`A05  60:01 starts hour two (line 6): …`, with every column that differs."""
    what = "; ".join(
        tr(
            "{column}: {expected} i filen, regnet ut {found}",
            column=difference.column,
            expected=difference.expected or tr("ingenting"),
            found=difference.found or tr("ingenting"),
        )
        for difference in case.differences
    )
    return tr(
        "{case}  {description} (linje {line}): {what}",
        case=case.case_id,
        description=case.description,
        line=case.line,
        what=what,
    )


def _rows(cases: Sequence[CheckedCase]) -> list[dict[str, object]]:
    return [
        {
            "case_id": case.case_id,
            "description": case.description,
            "line": case.line,
            "differences": {
                difference.column: {"expected": difference.expected, "found": difference.found}
                for difference in case.differences
            },
        }
        for case in cases
    ]
