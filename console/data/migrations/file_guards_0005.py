"""What a store in one file guards of what is asked of the outside from schema 0005 on.

The same as `guards_0005.py`, as far as it needs no login.
"""

from console.data.migrations.file_guards_0003 import refuses, same
from console.data.migrations.life_0005 import ASKED, BEGINS, FINISHED, TOLD

_FITS = (
    ("outward_act_begins", "INSERT ON outward_act", BEGINS, "an act begins as asked for"),
    (
        "outward_act_fits",
        "UPDATE ON outward_act",
        f"{same(ASKED)} AND (NOT ({FINISHED}) OR {same(TOLD)})",
        "what was asked stays, and what is finished",
    ),
    ("outward_act_stays", "DELETE ON outward_act", "false", "outward_act is only added to"),
)

GUARDS = tuple(refuses(*fits) for fits in _FITS)
