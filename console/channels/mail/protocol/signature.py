"""Which case a mail belongs to, signed so that nobody outside can write into another's case.

Unsigned ids let anyone post into any conversation (GHSA-6r38-6mcf-2ww3). The short tag stands in
the address, which survives every relay; the longer one in our Message-ID.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from console.domain.ids import CaseId, MessageId

_TAGGED = re.compile(
    r"(?P<local>[^\s@+<>]{1,64})\+c(?P<case>[0-9]{1,18})\.(?P<mac>[0-9a-f]{8})@(?P<domain>[^\s@<>]{1,255})"
)
_OURS = re.compile(
    r"<c\.(?P<case>[0-9]{1,18})\.(?P<uuid>[0-9a-f]{32})\.(?P<mac>[0-9a-f]{16})@(?P<domain>[^\s@<>]{1,255})>"
)


def signed_address(address: str, case: CaseId, secret: bytes) -> str:
    """`local+c<case>.<hmac8>@domain`: where the answer to a case goes."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local}+c{case}.{_address_mac(local, domain, case, secret)}@{domain}"


def case_of_address(address: str, secret: bytes) -> CaseId | None:
    """The case a signed address names; None when it carries no tag, or a forged one."""
    found = _TAGGED.fullmatch(address.strip().lower())
    if found is None:
        return None
    case = CaseId(int(found["case"]))
    real = _address_mac(found["local"], found["domain"], case, secret)
    return case if hmac.compare_digest(real, found["mac"]) else None


def signed_message_id(case: CaseId, message: MessageId, domain: str, secret: bytes) -> str:
    """`<c.<case>.<uuid>.<hmac16>@domain>`: the same for the same message each time."""
    domain = domain.lower()
    mac = _id_mac(case, message.hex, domain, secret)
    return f"<c.{case}.{message.hex}.{mac}@{domain}>"


def case_of_message_id(message_id: str, secret: bytes) -> CaseId | None:
    """The case a Message-ID of ours names; None when it is not ours, or forged."""
    found = _OURS.fullmatch(message_id.strip().lower())
    if found is None:
        return None
    case = CaseId(int(found["case"]))
    real = _id_mac(case, found["uuid"], found["domain"], secret)
    return case if hmac.compare_digest(real, found["mac"]) else None


def _address_mac(local: str, domain: str, case: CaseId, secret: bytes) -> str:
    return _mac(f"address\n{local}\n{domain}\n{case}", secret)[:8]


def _id_mac(case: CaseId, uuid: str, domain: str, secret: bytes) -> str:
    return _mac(f"message-id\n{case}\n{uuid}\n{domain}", secret)[:16]


def _mac(words: str, secret: bytes) -> str:
    # "surrogateescape" keeps a hostile address from raising here.
    return hmac.new(secret, words.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()
