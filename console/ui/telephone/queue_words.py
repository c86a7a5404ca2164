"""How a call and a colleague are put for drawing in Telefon: the desk's words in widgets' terms."""

from __future__ import annotations

from console.desk.backlog_rows import BacklogRow
from console.desk.telephone_figures import Figure
from console.desk.telephone_ours import OursRow
from console.domain.language import tr
from console.domain.waits import Meaning
from console.ui.models.row_words import row_text
from console.ui.models.standing_look import shape_of, token_of
from console.widgets.figures_line import BigFigure
from console.widgets.people_row import PersonText
from console.widgets.queue_row import QueueText
from console.widgets.row_text import RowText

_INKS = {Meaning.SOON: "soon.text", Meaning.LATE: "late.text"}


def queue_text(row: BacklogRow) -> RowText:
    """A call in the whole width; a head as everywhere."""
    plain = row_text(row)
    line = row.wide
    if line is None:
        return plain
    waits = row.clock is not None and row.clock.meaning is not Meaning.CUSTOMER
    glyph = "" if line.place else "phone-off" if waits else "phone-call"
    return QueueText(
        key=plain.key,
        who=plain.who,
        what=plain.what,
        badges=plain.badges,
        ring=plain.ring,
        right_text=plain.right_text,
        whole=plain.whole,
        place=str(line.place) if line.place else "",
        glyph=glyph,
        under=line.under,
        why=line.why,
        more=line.more,
    )


def person_text(row: OursRow) -> RowText:
    """A colleague, or the head of a group; that a group is empty stands in its head."""
    if row.is_head:
        who = tr("{title} · {words}", title=row.name, words=row.what) if row.what else row.name
        count = str(row.count) if row.count else ""
        return RowText(row.key, who, is_group_head=True, count=count)
    return PersonText(
        key=row.key,
        who=row.name,
        what=row.what,
        whole=row.sentence,
        shape=shape_of(row.standing),
        token=token_of(row.standing),
        note=tr("deg") if row.is_me else "",
        time=row.time,
        warning=row.differs,
    )


def big_figure(figure: Figure) -> BigFigure:
    """A figure of the day."""
    return BigFigure(figure.value, figure.words, _INKS.get(figure.meaning, "text"))
