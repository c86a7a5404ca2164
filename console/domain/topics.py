"""What a case is about: a short list, used by expertise, radar and first-contact figures."""

from __future__ import annotations

from collections.abc import Collection

from console.domain.language import tr

TOPICS = ("shipping", "payment", "pos", "invoice", "product", "domain", "report", "other")


def topic_name(topic: str) -> str:
    """The topic as people say it; a topic added by the firm is its own name."""
    names = {
        "shipping": tr("frakt"),
        "payment": tr("betaling"),
        "pos": tr("Datakasse"),
        "invoice": tr("faktura"),
        "product": tr("produkt"),
        "domain": tr("domene"),
        "report": tr("rapport"),
        "other": tr("annet"),
    }
    return names.get(topic, topic)


def topic_names(topics: Collection[str]) -> str:
    """`frakt, Datakasse`, always in the same order; "" of none."""
    return ", ".join(topic_name(topic) for topic in TOPICS if topic in topics)
