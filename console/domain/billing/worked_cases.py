"""Files of worked cases: bills reckoned by hand, row by row, against which the reckoning is held.

CSV in UTF-8 with the columns `COLUMNS` (others are passed over). `intervals_json` is a list of
objects with `tech`, `start`, `end`, and if need be `kind`, `cause`, `locked`; `policy_json` an
object of policy values; both read in `worked_work`. Figures are compared as numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from console.domain.billing.reckoning import Reckoning, reckon
from console.domain.billing.work import BillingError
from console.domain.billing.worked_work import Unreadable, policy_of, work_of
from console.domain.errors import ToldError
from console.domain.hours.calendar import WorkCalendar
from console.domain.language import tr

GIVEN = ("case_id", "description", "cause", "reported_at", "intervals_json", "policy_json")
FIGURES = (
    "expected_billable_seconds",
    "expected_started_hours",
    "expected_nok_ex_vat",
    "expected_nok_vat",
    "expected_nok_incl_vat",
)
ERROR = "expected_error"
COLUMNS = (*GIVEN, *FIGURES, ERROR)

_Row = Mapping[str, str]


class WorkedCasesError(ToldError):
    """The file is no file of worked cases; the message names the line and what to do."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One column in which the file and the reckoning differ; an empty text is no value."""

    column: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class CheckedCase:
    """A row of the file, and where it differs; it passed when it nowhere does."""

    case_id: str
    description: str
    line: int
    differences: tuple[Difference, ...]


def check_cases(text: str, calendar: WorkCalendar) -> list[CheckedCase]:
    """Every row of the file, reckoned anew. Raises WorkedCasesError."""
    cases = [_checked(line, row, calendar) for line, row in _rows(text)]
    if not cases:
        raise WorkedCasesError(
            tr("Filen har ingen saker under overskriften. Legg til minst én; intet er sjekket.")
        )
    return cases


def _rows(text: str) -> Iterator[tuple[int, _Row]]:
    """The rows with the number of the line that each ends on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        _check_header(header)
        for cells in reader:
            if cells and len(cells) != len(header):
                raise _at_line(
                    reader.line_num,
                    tr(
                        "raden har {cells} felt, overskriften {wanted}. Sett anførselstegn om "
                        "felt med komma i.",
                        cells=len(cells),
                        wanted=len(header),
                    ),
                )
            if cells:
                yield reader.line_num, dict(zip(header, cells, strict=True))
    except csv.Error as broken:
        raise _at_line(
            reader.line_num,
            tr("raden er ikke CSV ({reason}). Sjekk anførselstegnene.", reason=broken),
        ) from broken


def _check_header(header: list[str]) -> None:
    missing = [name for name in COLUMNS if name not in header]
    if missing or len(set(header)) < len(header):
        raise _at_line(
            1,
            tr(
                "dette er ikke en fil med utregnede saker: {column} mangler som kolonne, eller en "
                "kolonne står to ganger. Overskriften skal være {wanted}.",
                column=(missing or header)[0],
                wanted=",".join(COLUMNS),
            ),
        )


def _at_line(line: int, what: str) -> WorkedCasesError:
    return WorkedCasesError(
        tr("Linje {line}: {what} Rett den og prøv igjen; intet er sjekket.", line=line, what=what)
    )


def _checked(line: int, row: _Row, calendar: WorkCalendar) -> CheckedCase:
    try:
        found = _found(row, calendar)
        differences = tuple(
            Difference(column, row[column].strip(), found[column])
            for column in (*FIGURES, ERROR)
            if not _same(column, row[column].strip(), found[column])
        )
    except Unreadable as unreadable:
        raise _at_line(line, str(unreadable)) from unreadable
    return CheckedCase(row["case_id"], row["description"], line, differences)


def _found(row: _Row, calendar: WorkCalendar) -> _Row:
    """What the reckoning has in the expected columns."""
    try:
        policy = policy_of(row["policy_json"])
        work = work_of(row["cause"], row["reported_at"], row["intervals_json"])
        return {**_figures(reckon(work, policy, calendar)), ERROR: ""}
    except BillingError as refused:
        return {**dict.fromkeys(FIGURES, ""), ERROR: refused.code}


def _figures(reckoning: Reckoning) -> dict[str, str]:
    figures = (
        reckoning.billable_seconds,
        reckoning.started_hours,
        reckoning.ex_vat,
        reckoning.vat,
        reckoning.incl_vat,
    )
    return dict(zip(FIGURES, map(str, figures), strict=True))


def _same(column: str, expected: str, found: str) -> bool:
    if column == ERROR or not (expected and found):
        return expected == found
    try:
        return Decimal(expected) == Decimal(found)
    except InvalidOperation:
        raise Unreadable(
            tr("«{text}» i {column} er ikke et tall.", text=expected[:80], column=column)
        ) from None
