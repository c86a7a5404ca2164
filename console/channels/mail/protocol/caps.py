"""How much of a mail is read. Checked before any parser or cleaner sees it; the raw is kept whole.

Every figure answers a mail that stalled a parser or a window (a 1 MB header line for a minute,
18 nested tables for 15 s, 50,000 nested div for 13 s), far above what people send.
"""

from __future__ import annotations

MAIL_BYTES = 50_000_000
"""Above it only the header is fetched and read."""
HEADERS = 1_000
"""Header fields of one part."""
HEADER_CHARS = 32_000
"""One header field; a To: with 500 people fits."""
STRUCTURE_HEADER_CHARS = 2_000
"""Content-Type and its like: the library reads them in squared time."""
WORDS_CHARS = 4_000
"""One piece of text in a header (a subject, a name) before decoding."""
LINES = 1_500_000
"""Lines of one mail, each compared with every open boundary; 50 MB of base64 has 640,000."""
DEPTH = 20
"""Parts inside parts."""
PARTS = 500
ADDRESSES = 500
REFERENCES = 100
TEXT_CHARS = 500_000
SUBJECT_CHARS = 500
NAME_CHARS = 200
HTML_CHARS = 256_000
HTML_TOKENS = 40_000
"""Tags and stretches of text; what comes after is left out."""
HTML_DEPTH = 50
HTML_OPEN = 100
"""Tags open at once; deeper ones leave their text only."""
TABLE_DEPTH = 2
TABLES = 200
TOKEN_CHARS = 200
"""A run of text without a place to break the line."""
QUOTE_SEARCH_CHARS = 20_000
"""How far into a text the start of the quoted mail is looked for."""
TNEF_BYTES = 20_000_000
