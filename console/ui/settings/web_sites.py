"""The sites that carry the web chat: a block for each, with the line that its pages carry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.language import tr
from console.ui.settings.web_answers import SiteAnswers
from console.widgets.buttons import Button, ButtonKind, icon_button
from console.widgets.chooser import Chooser
from console.widgets.field import Field
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Paragraph
from console.widgets.panel import Panel


class WebSites(QWidget):
    """`key_asked` bears the key of the site that is to get a new secret."""

    key_asked = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self.blocks: list[SiteBlock] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        self.add = Button(hub, tr("Legg til nettsted"), ButtonKind.QUIET, "plus")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._column)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.clicked.connect(self._add_asked)

    def show_sites(self, sites: Sequence[SiteAnswers], tags: Sequence[str]) -> None:
        """These, each with the line for its pages; what was typed or shown before goes."""
        for block in self.blocks:
            self._take_away(block)
        self.blocks = []
        for site, tag in zip(sites, tags, strict=True):
            self._append(site, tag)

    def sites(self) -> tuple[SiteAnswers, ...]:
        """What stands in the blocks."""
        return tuple(block.answers() for block in self.blocks)

    def show_key(self, site: str, key: str) -> None:
        """Shows a site's new secret, this once."""
        for block in self.blocks:
            if block.site.key == site:
                block.show_key(key)

    def _append(self, site: SiteAnswers, tag: str) -> SiteBlock:
        block = SiteBlock(self._hub, site, tag)
        block.remove.clicked.connect(self._remove_asked)
        block.new_key.clicked.connect(self._key_asked)
        self.blocks.append(block)
        self._column.addWidget(block)
        return block

    @Slot()
    def _add_asked(self) -> None:
        self._append(SiteAnswers(), "").name.setFocus()

    @Slot()
    def _key_asked(self) -> None:
        block = next(block for block in self.blocks if block.new_key is self.sender())
        self.key_asked.emit(block.site.key)

    @Slot()
    def _remove_asked(self) -> None:
        block = next(block for block in self.blocks if block.remove is self.sender())
        place = self.blocks.index(block)
        self.blocks.remove(block)
        self._take_away(block)
        near = self.blocks[min(place, len(self.blocks) - 1)].remove if self.blocks else self.add
        near.setFocus()

    def _take_away(self, block: SiteBlock) -> None:
        self._column.removeWidget(block)
        block.hide()
        block.deleteLater()


class SiteBlock(Panel):
    """One site: its name, where it is served from, who its visitors are, and what to put there."""

    def __init__(self, hub: ThemeHub, site: SiteAnswers, tag: str) -> None:
        super().__init__(hub, "surface.2")
        self.site = site
        self.name = Field(hub, tr("Navn på nettstedet"))
        self.name.setText(site.name)
        self.remove = icon_button(hub, "x", tr("Fjern nettstedet"))
        self.origins = Field(hub, "https://www.mystore.no, https://admin.mystore.no")
        self.origins.setAccessibleName(tr("Nettadresser"))
        self.origins.setText(site.origins)
        self.origins.setCursorPosition(0)
        self.identity = Chooser(hub, _identities())
        self.identity.setAccessibleName(tr("Hvem de besøkende er"))
        self.identity.choose(site.has_identity)
        self.tag = _Copied(hub, tr("Linjen sidene skal ha"), tr("Kopier linjen"))
        self.tag.show_text(tag)
        self.new_key = Button(hub, tr("Lag ny nøkkel"), icon="refresh-cw")
        self.secret = _Copied(hub, tr("Nøkkelen sidene signerer med"), tr("Kopier nøkkelen"))
        self._once = Paragraph(hub, _once(), Size.CAPTION, "muted")
        self._compose(hub)
        self.secret.show_text("")
        self._once.hide()
        self.new_key.setVisible(bool(site.key) and site.has_identity)

    def answers(self) -> SiteAnswers:
        """What stands in it."""
        return SiteAnswers(
            self.name.text(), self.origins.text(), self.site.key, bool(self.identity.value)
        )

    def show_key(self, key: str) -> None:
        """The new secret."""
        self.secret.show_text(key)
        self._once.show()

    def _compose(self, hub: ThemeHub) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name, 1)
        top.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addLayout(_named(hub, tr("Nettadresser, med komma mellom"), self.origins))
        layout.addLayout(_named(hub, tr("Hvem de besøkende er"), self.identity))
        layout.addWidget(self.tag)
        layout.addWidget(self.secret)
        layout.addWidget(self._once)
        layout.addWidget(self.new_key, 0, Qt.AlignmentFlag.AlignLeft)


class _Copied(QWidget):
    """Words that are to be put elsewhere, under their name; gone while there are none."""

    def __init__(self, hub: ThemeHub, name: str, verb: str) -> None:
        super().__init__()
        self.field = Field(hub, "")
        self.field.setReadOnly(True)
        self.field.setAccessibleName(name)
        self.copy = icon_button(hub, "copy", verb)
        self.copy.clicked.connect(self._copy_asked)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(_named(hub, name, line))

    def show_text(self, text: str) -> None:
        self.field.setText(text)
        self.field.setCursorPosition(0)
        self.setVisible(bool(text))

    @Slot()
    def _copy_asked(self) -> None:
        QGuiApplication.clipboard().setText(self.field.text())


def _named(hub: ThemeHub, name: str, control: QWidget) -> QVBoxLayout:
    """A name close above its control."""
    both = QVBoxLayout()
    both.setSpacing(4)
    both.addWidget(Label(hub, name, Size.CAPTION, "muted"))
    both.addWidget(control)
    return both


def _identities() -> list[tuple[str, bool]]:
    return [
        (tr("Sier selv hvem de er"), False),
        (tr("Bekreftes av nettstedet (signert)"), True),
    ]


def _once() -> str:
    return tr(
        "Vises bare nå. Gi den til den som drifter nettstedet; den forrige gjelder til neste gang "
        "du lager en. Ligger i nøkkelringen her; kjører serve på en annen maskin, får den den fra "
        "systemd."
    )
