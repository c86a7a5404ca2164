"""How a visitor's conversation goes on, as schema 0009 holds it on both engines.

Who they are and what was said stays as it was; lines are counted one by one; what ended stays
ended, and gets no line but the notice that ends it. No change is numbered ahead of the counter.
"""

VISIT_STAYS = (
    *("id", "client_id", "token_hash", "site", "language", "kind", "began_at", "shop"),
    *("is_verified", "continues"),
)
FILE_STAYS = ("id", "visit", "client_id", "name", "content_type", "size", "content")

COUNTED = "new.change <= (SELECT value FROM web_counter)"
VISIT_BEGINS = f"new.last_seq = 0 AND new.ended_at IS NULL AND {COUNTED}"
VISIT_GOES_ON = (
    "new.last_seq IN (old.last_seq, old.last_seq + 1) AND new.change >= old.change "
    f"AND {COUNTED} AND (old.ended_at IS NULL OR new.ended_at = old.ended_at)"
)
VISIT_MAY_GO = "(old.ended_at IS NOT NULL OR old.has_left)"
LINE_BEGINS = (
    f"{COUNTED} AND EXISTS (SELECT 1 FROM web_visit WHERE id = new.visit "
    "AND last_seq = new.seq "
    "AND (ended_at IS NULL OR new.kind = 'notice' AND ended_at = new.at))"
)
FILE_BEGINS = (
    "(new.seq IS NULL OR EXISTS (SELECT 1 FROM web_visit "
    "WHERE id = new.visit AND last_seq = new.seq))"
)
COUNTER_GOES_ON = "new.id = old.id AND new.value > old.value AND new.value <= old.value + 1000"
