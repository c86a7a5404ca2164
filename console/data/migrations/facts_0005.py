"""What a row of schema 0005 must say to be read at all: constraints of both engines.

As in 0004: every comparison here is of what cannot be NULL, or asks IS NULL.
"""

READABLE = {
    "outward_act": (
        "kind IN ('end_chat', 'take_call', 'hang_up', 'set_member', 'dial') "
        "AND state IN ('composed', 'claimed', 'transmitting', 'accepted', 'refused', 'deferred', "
        "'unknown', 'withdrawn') AND connector <> ''"
    ),
    "status_report": "name <> '' AND (failing_since IS NULL) = (problem = '')",
}
"""By table, each as the constraint `ck_…_is_readable`."""

NAMES_WORDS = {"outward_act": "details", "status_report": "told"}
"""By table, the column that holds words by name."""

IS_BY_NAME = {
    "postgresql": "jsonb_typeof({}) = 'object'",
    "sqlite": "json_type({}) = 'object'",
}
"""Of such a column."""
