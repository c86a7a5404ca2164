"""What PostgreSQL guards of visitors' conversations from schema 0009 on.

Which visits a door reaches, and who says what, row rules hold (`access/web.py`); how a visit goes
on, these; and that a visitor is asked for their address by whoever has their chat. See
`guards_0002.py` for how such functions are made safe.
"""

from console.data.migrations.guards_0003 import put_on
from console.data.migrations.guards_0004 import same
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
from console.data.migrations.safe_path import SAFE

_REFUSE = "USING ERRCODE = 'insufficient_privilege'"
_GOES_ON = f"{same(VISIT_STAYS)} AND {VISIT_GOES_ON}"
_BORNE = f"old.seq IS NULL AND {same(FILE_STAYS)} AND {FILE_BEGINS}"


def _keeps(function: str, rules: dict[str, str], words: str) -> str:
    """A trigger function that breaks off what does not fit; what cannot be told does not."""
    asked = " ".join(
        f"WHEN '{verb}' THEN IF ({rule}) IS NOT TRUE THEN RAISE EXCEPTION '{words}' {_REFUSE}; "
        "END IF;"
        for verb, rule in rules.items()
    )
    return f"""CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN
            CASE TG_OP {asked} END CASE;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$"""


_ASKED = (
    # As in 0008, and asking for an address.
    f"""CREATE OR REPLACE FUNCTION may_ask(act public.outward_act) RETURNS boolean
        LANGUAGE sql STABLE {SAFE} AS $$
        SELECT CASE
            WHEN act.kind IN ('end_chat', 'ask_address') THEN EXISTS (SELECT FROM public.chat c
                WHERE c.connector = act.connector AND c.remote_id = act.target
                AND (act.kind = 'end_chat' OR c.state <> 'ended')
                AND (c.agent_id = acting_person() OR acts_as('lead')
                    OR act.kind = 'end_chat' AND c.agent_id IS NULL
                        AND c.state IN ('left', 'ended')))
            WHEN act.kind IN ('hang_up', 'transfer') THEN EXISTS (SELECT FROM public.call c
                WHERE c.connector = act.connector AND c.remote_id = act.target
                AND (c.answered_by = acting_person() OR acts_as('lead')))
            WHEN act.kind = 'set_priority' THEN EXISTS (SELECT FROM public.call c
                WHERE c.connector = act.connector AND c.remote_id = act.target
                AND c.state IN ('waiting', 'ringing'))
            ELSE EXISTS (SELECT FROM public.setting s WHERE s.key = 'telephones'
                AND s.value ->> (act.details ->> 'interface') = session_user) END $$""",
)

_VISIT = {"INSERT": VISIT_BEGINS, "UPDATE": _GOES_ON, "DELETE": VISIT_MAY_GO}
_FILE = {"INSERT": FILE_BEGINS, "UPDATE": _BORNE}

_BEFORE = (
    ("web_visit", "web_visit_fits", "INSERT OR UPDATE OR DELETE", "keep_web_visit"),
    ("web_line", "web_line_fits", "INSERT", "keep_web_line"),
    ("web_file", "web_file_fits", "INSERT OR UPDATE", "keep_web_file"),
    ("web_counter", "web_counter_fits", "UPDATE", "keep_web_counter"),
)
_STAY = (
    ("web_visit", "TRUNCATE"),
    ("web_line", "UPDATE OR TRUNCATE"),
    ("web_counter", "DELETE OR TRUNCATE"),
)

GUARDS = (
    *_ASKED,
    _keeps("keep_web_visit", _VISIT, "a visit goes on line by line, to its end"),
    _keeps("keep_web_line", {"INSERT": LINE_BEGINS}, "a line is the next of its visit"),
    _keeps("keep_web_file", _FILE, "a file stays as it was kept"),
    _keeps("keep_web_counter", {"UPDATE": COUNTER_GOES_ON}, "changes are counted on"),
    *put_on(_BEFORE, _STAY),
)
