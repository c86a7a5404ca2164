"""What a row of schema 0008 must say to be read at all: constraints of both engines.

As in 0004 and 0005, whose rules of calls and of what is asked of the outside these replace: a call
may also have ended while nobody saw it, and says who knows which shop calls.
"""

from console.data.migrations.facts_0004 import READABLE as READABLE_0004
from console.data.migrations.facts_0005 import READABLE as READABLE_0005

_CALL = (
    "shop_by IN ('', 'exchange', 'number', 'person') AND (shop_by = '' OR shop_id IS NOT NULL) "
    "AND (wrapped_up_at IS NULL OR answered_at IS NOT NULL)"
)
READABLE = {
    "call": READABLE_0004["call"].replace("'left')", "'left', 'unseen')") + f" AND {_CALL}",
    "outward_act": READABLE_0005["outward_act"].replace(
        "'dial')", "'dial', 'set_priority', 'transfer')"
    ),
    "learned_number": "number <> ''",
    "queue_figures": (
        "queue <> '' AND answered >= 0 AND abandoned >= 0 AND within_s >= 0 "
        "AND (average_wait_s IS NULL OR average_wait_s >= 0) "
        "AND (average_talk_s IS NULL OR average_talk_s >= 0) "
        "AND (within_share IS NULL OR within_share >= 0 AND within_share <= 1)"
    ),
    "exchange_told": "connector <> ''",
}
"""By table, each as the constraint `ck_…_is_readable`."""

IS_A_LIST = {
    "postgresql": "jsonb_typeof(standing) = 'array'",
    "sqlite": "json_type(standing) = 'array'",
}
"""Of the calls that stood when an exchange last told all of them."""
