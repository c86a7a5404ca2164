"""How a server folds the words of its search from schema 0006 on, as SQL.

The same as `domain/folding.py`, which says why; the letters here are those of this schema, so that
a later change of the rule makes a migration. A store in one file asks the program (`words_of`).
"""

from console.data.migrations.safe_path import SAFE

_LETTERS = dict(zip("æÆøØđĐðÐłŁ", "aaooddddll", strict=True))
_PLAIN = "lower(regexp_replace(normalize(words, NFKD), '[\\u0300-\\u036f]+', '', 'g'))"
for _letter, _plain in _LETTERS.items():
    _PLAIN = f"replace({_PLAIN}, '{_letter}', '{_plain}')"
_NUMBER = "((?:[+]|00)?[0-9](?:[ \u00a0./()-]{0,2}[0-9]){6,13})"
_MARKS = r"[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\xbf\u2000-\u2bff\u3000-\u303f]+"
"""What stands between words: an address or a host is its parts, as in the other engine."""
_LONGEST = 200
"""Letters of a word; longer ones are no words, but files that were written out as letters."""

FOLDING = (
    f"""CREATE FUNCTION folded(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
        SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT replace(regexp_replace(replace(regexp_replace(regexp_replace({_PLAIN},
            'aa+', 'a', 'g'), 'ee+', 'e', 'g'), 'ae', 'a'), 'aa+', 'a', 'g'), 'oe', 'o') $$""",
    f"""CREATE FUNCTION words_of(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
        SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT public.folded(words) || ' ' || coalesce((SELECT string_agg(regexp_replace(
            regexp_replace(m[1], '[^0-9]', '', 'g'), '^(00)?47([0-9]{{8}})$', '\\2'), ' ')
            FROM regexp_matches(words, '{_NUMBER}', 'g') m), '') $$""",
    f"""CREATE FUNCTION searched(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
        SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT array_to_tsvector(ARRAY(SELECT word FROM unnest(string_to_array(
            regexp_replace(lower(public.words_of(words)), '{_MARKS}', ' ', 'g'), ' ')) word
            WHERE word <> '' AND length(word) <= {_LONGEST})) $$""",
)

TEXT = """left(m.subject || ' ' || m.text, 200000) || ' ' || m.sender_name || ' '
    || m.sender_address || ' ' || coalesce(s.name, '') || ' ' || coalesce(k.name || ' '
    || k.address || ' ' || k.phone, '') || ' ' || coalesce((SELECT {joined}
    FROM attachment a WHERE a.message_no = m.no AND NOT a.is_inline), '')"""
"""Everything that a message is found by."""

FROM = """message m JOIN "case" c ON c.id = m.case_id LEFT JOIN shop s ON s.id = c.shop_id
    LEFT JOIN contact k ON k.id = c.contact_id"""

_TEXT = TEXT.format(joined="string_agg(a.name, ' ')")
_INDEX = "INSERT INTO public.message_search (no, words)"
_KEEP = "ON CONFLICT (no) DO UPDATE SET words = excluded.words"


def _indexes(name: str, which: str) -> str:
    return f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN
            {_INDEX} SELECT m.no, searched({_TEXT}) FROM {FROM} WHERE {which} {_KEEP};
            RETURN NULL;
        END $$"""


_MOMENTS = (
    ("message", "message_indexed", "INSERT", "", "m.no = NEW.no"),
    ("attachment", "attachment_indexed", "INSERT", "", "m.no = NEW.message_no"),
    (
        "case",
        "case_indexed",
        "UPDATE OF shop_id, contact_id",
        "(OLD.shop_id, OLD.contact_id) IS DISTINCT FROM (NEW.shop_id, NEW.contact_id)",
        "c.id = NEW.id",
    ),
    ("shop", "shop_indexed", "UPDATE OF name", "OLD.name <> NEW.name", "c.shop_id = NEW.id"),
    (
        "contact",
        "contact_indexed",
        "UPDATE OF name, phone",
        "(OLD.name, OLD.phone) IS DISTINCT FROM (NEW.name, NEW.phone)",
        "c.contact_id = NEW.id",
    ),
)
"""Table, trigger, what it comes after, where it matters, which messages are indexed anew."""

WALK = """CREATE FUNCTION newest_matches(wanted tsquery, below bigint, many int)
    RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 200
    SET search_path = pg_catalog, public, pg_temp
    SET enable_seqscan = off SET enable_indexscan = off SET jit = off AS $$
    DECLARE size bigint; got int; top bigint := below; rare bigint[];
    BEGIN
        FOREACH size IN ARRAY ARRAY[4000, 20000] LOOP
            RETURN QUERY SELECT n.no FROM (SELECT s.no, s.words FROM public.message_search s
                WHERE s.no < top AND s.no >= top - size OFFSET 0) n
                WHERE n.words @@ wanted ORDER BY n.no DESC LIMIT many;
            GET DIAGNOSTICS got = ROW_COUNT;
            many := many - got;
            top := top - size;
            IF many <= 0 OR top <= 0 THEN
                RETURN;
            END IF;
        END LOOP;
        rare := ARRAY(SELECT s.no FROM public.message_search s
            WHERE s.words @@ wanted AND s.no < top LIMIT 5000);
        IF cardinality(rare) < 5000 THEN
            RETURN QUERY SELECT n FROM unnest(rare) n ORDER BY n DESC LIMIT many;
            RETURN;
        END IF;
        size := 100000;
        WHILE many > 0 AND top > 0 LOOP
            RETURN QUERY SELECT s.no FROM public.message_search s
                WHERE s.no < top AND s.no >= top - size AND s.words @@ wanted
                ORDER BY s.no DESC LIMIT many;
            GET DIAGNOSTICS got = ROW_COUNT;
            many := many - got;
            top := top - size;
        END LOOP;
    END $$"""
"""The newest messages are looked through one by one, which finds common words at once; of a rare
one the index then gives all there are; a word that was common once is looked for in one portion
after the other. None reads all that a common word is in, and the planner, who cannot know where in
the past a word was common, has no say.
"""

SEARCH = (
    "ALTER TABLE message DROP COLUMN search",
    """CREATE TABLE message_search (
        no bigint PRIMARY KEY REFERENCES message (no), words tsvector NOT NULL)""",
    *FOLDING,
    WALK,
    f"{_INDEX} SELECT m.no, public.searched({_TEXT}) FROM {FROM}",
    "CREATE INDEX ix_message_search_words ON message_search USING gin (words)",
    *(_indexes(trigger, which) for _, trigger, _, _, which in _MOMENTS),
    *(
        f'CREATE TRIGGER {trigger} AFTER {verbs} ON "{table}" FOR EACH ROW '
        + (f"WHEN ({matters}) " if matters else "")
        + f"EXECUTE FUNCTION {trigger}()"
        for table, trigger, verbs, matters, _ in _MOMENTS
    ),
    *(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER {trigger}' for table, trigger, *_ in _MOMENTS),
)

_FILE_TEXT = TEXT.replace("left(", "substr(").replace(", 200000", ", 1, 200000")
_FILE_TEXT = _FILE_TEXT.format(joined="group_concat(a.name, ' ')")
_FILE_INDEX = (
    f"INSERT INTO message_search (rowid, words) SELECT m.no, words_of({_FILE_TEXT}) FROM {FROM}"
)


def _file_trigger(table: str, trigger: str, verbs: str, matters: str, which: str) -> str:
    matters = matters.replace("IS DISTINCT FROM", "IS NOT")
    when = f"WHEN {matters} " if matters else ""
    return f"""CREATE TRIGGER {trigger} AFTER {verbs} ON "{table}" {when}BEGIN
        DELETE FROM message_search WHERE rowid IN (SELECT m.no FROM {FROM} WHERE {which});
        {_FILE_INDEX} WHERE {which}; END"""


FILE_SEARCH = (
    "DROP TRIGGER message_indexed",
    "DROP TABLE message_search",
    """CREATE VIRTUAL TABLE message_search USING fts5(
        words, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')""",
    _FILE_INDEX,
    "INSERT INTO message_search (message_search) VALUES ('optimize')",
    *(_file_trigger(*moment) for moment in _MOMENTS),
)
