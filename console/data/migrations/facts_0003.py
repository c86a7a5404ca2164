"""What a row of on-call work must say to be read at all, as SQL of both engines (schema 0003).

A console that came upon a word it does not know could not show the incident to anybody: whoever
writes SQL of their own can put none there.
"""

INCIDENT = "new.product IN ('webshop', 'pos')"

VERDICT = (
    "new.verdict IN ('platform', 'customer', 'third_party', 'unknown') AND trim(new.reason) <> ''"
)

ENTRY = (
    "new.kind IN ('started', 'paused', 'waiting', 'ended', 'note', 'away', 'counted', 'by_hand', "
    "'withdrawn') AND new.work_kind IN ('work', 'waiting') "
    "AND coalesce(new.cause, 'platform') IN ('platform', 'not_platform', 'undetermined') "
    "AND CASE WHEN new.kind IN ('away', 'by_hand') THEN coalesce(new.span_end > new.span_start, "
    "false) ELSE new.span_start IS NULL AND new.span_end IS NULL END "
    "AND (new.kind NOT IN ('by_hand', 'withdrawn') OR trim(new.text) <> '') "
    "AND (new.kind NOT IN ('counted', 'withdrawn') OR new.refers_to IS NOT NULL)"
)

ROLE = "new.role IN ('primary', 'backup')"
