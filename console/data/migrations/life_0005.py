"""How what is asked of the outside goes on, as schema 0005 holds it on both engines.

It begins as asked for, what was asked stays as it was, and what is finished is not begun again.
"""

ASKED = ("id", "connector", "kind", "target", "details", "asked_by", "asked_at")
"""What stays of an act from its beginning."""

TOLD = ("state", "epoch", "attempts", "outcome", "changed_at")
"""What its carrying out changes, until it is finished."""

BEGINS = "new.state = 'composed' AND new.epoch = 0 AND new.attempts = 0 AND new.outcome = ''"
FINISHED = "old.state IN ('accepted', 'refused', 'withdrawn')"
