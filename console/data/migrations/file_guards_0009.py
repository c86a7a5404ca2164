"""What a store in one file guards of visitors' conversations from schema 0009 on: SQLite triggers.

The same as `guards_0009.py`, as far as it needs no login.
"""

from console.data.migrations.file_guards_0003 import refuses, same
from console.data.migrations.life_0009 import (
    COUNTER_GOES_ON,
    FILE_BEGINS,
    FILE_STAYS,
    LINE_BEGINS,
    VISIT_BEGINS,
    VISIT_GOES_ON,
    VISIT_MAY_GO,
    VISIT_STAYS,
)

_GOES_ON = f"{same(VISIT_STAYS)} AND {VISIT_GOES_ON}"
_BORNE = f"old.seq IS NULL AND {same(FILE_STAYS)} AND {FILE_BEGINS}"

GUARDS = (
    refuses("web_visit_begins", "INSERT ON web_visit", VISIT_BEGINS, "a visit begins empty"),
    refuses("web_visit_fits", "UPDATE ON web_visit", _GOES_ON, "a visit goes on line by line"),
    refuses("web_visit_stays", "DELETE ON web_visit", VISIT_MAY_GO, "a visit that goes on stays"),
    refuses("web_line_fits", "INSERT ON web_line", LINE_BEGINS, "a line is the next of its visit"),
    refuses("web_line_stays", "UPDATE ON web_line", "false", "a line stays as it was said"),
    refuses("web_file_begins", "INSERT ON web_file", FILE_BEGINS, "a file is of the newest line"),
    refuses("web_file_fits", "UPDATE ON web_file", _BORNE, "a file stays as it was kept"),
    refuses("web_counter_fits", "UPDATE ON web_counter", COUNTER_GOES_ON, "changes are counted on"),
    refuses("web_counter_stays", "DELETE ON web_counter", "false", "changes are counted on"),
)
