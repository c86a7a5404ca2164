"""How a call goes on, as schema 0008 holds it on both engines.

What ended stays ended; but that a call ended *unseen* is only what we think, having lost sight of
it: an exchange that tells of it later, alive or how it ended, knows better.
"""

from console.data.migrations.life_0004 import CALL_BEGINS as CALL_BEGINS_0004

CALL_BEGINS = f"{CALL_BEGINS_0004} AND new.wrapped_up_at IS NULL AND new.shop_by <> 'person'"
HAS_ENDED = "old.state = 'ended' AND old.ending <> 'unseen'"
