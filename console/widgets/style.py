"""The console's style: Fusion's behaviour, our own drawing. No bevels, no gradients, no frames.

Every colour comes from the hub's theme, every length from its sizes; nothing needs a style sheet.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QWidget,
)

from console.widgets import style_bars, style_buttons, style_fields, style_menus
from console.widgets.hub import ThemeHub

_CE = QStyle.ControlElement
_CC = QStyle.ComplexControl
_PE = QStyle.PrimitiveElement
_PM = QStyle.PixelMetric
_SC = QStyle.SubControl
_SH = QStyle.StyleHint

_METRICS = {
    _PM.PM_ScrollBarExtent: style_bars.SCROLL_EXTENT,
    _PM.PM_ScrollView_ScrollBarOverlap: style_bars.SCROLL_EXTENT,
    _PM.PM_ScrollBarSliderMin: 24,
    _PM.PM_SplitterWidth: 1,
    _PM.PM_FocusFrameHMargin: style_bars.ITEM_PAD - 1,
    _PM.PM_MessageBoxIconSize: 24,
    _PM.PM_TabBarTabHSpace: 24,
    _PM.PM_TabBarTabShiftVertical: 0,
    _PM.PM_TabBarTabOverlap: 0,
    _PM.PM_MenuPanelWidth: 1,
    _PM.PM_MenuVMargin: 4,
    _PM.PM_MenuHMargin: 0,
    _PM.PM_ButtonShiftHorizontal: 0,
    _PM.PM_ButtonShiftVertical: 0,
    _PM.PM_ToolTipLabelFrameWidth: 8,
    _PM.PM_LayoutLeftMargin: 16,
    _PM.PM_LayoutTopMargin: 16,
    _PM.PM_LayoutRightMargin: 16,
    _PM.PM_LayoutBottomMargin: 16,
    _PM.PM_LayoutHorizontalSpacing: 8,
    _PM.PM_LayoutVerticalSpacing: 8,
}
_SCALED = {_PM.PM_IndicatorWidth: 16, _PM.PM_IndicatorHeight: 16,
           _PM.PM_ExclusiveIndicatorWidth: 16, _PM.PM_ExclusiveIndicatorHeight: 16}  # fmt: skip
_HINTS = {
    _SH.SH_EtchDisabledText: 0,
    _SH.SH_DitherDisabledText: 0,
    _SH.SH_ScrollBar_Transient: 0,
    _SH.SH_ScrollBar_LeftClickAbsolutePosition: 1,
    _SH.SH_Menu_SloppySubMenus: 1,
    _SH.SH_ToolTip_WakeUpDelay: 400,
    _SH.SH_ItemView_ActivateItemOnSingleClick: 0,
    _SH.SH_ComboBox_Popup: 0,
    _SH.SH_UnderlineShortcut: 0,
}
_SP = QStyle.StandardPixmap
_STANDARD_ICONS = {
    _SP.SP_MessageBoxInformation: ("info", "accent"),
    _SP.SP_MessageBoxQuestion: ("circle-question-mark", "accent"),
    _SP.SP_MessageBoxWarning: ("triangle-alert", "soon.mark"),
    _SP.SP_MessageBoxCritical: ("triangle-alert", "late.mark"),
}


def _or_null(widget: QWidget | None) -> QWidget:
    """A widget as Qt takes it: null is allowed there, though the type stubs deny it."""
    return cast(QWidget, widget)


class ConsoleStyle(QProxyStyle):
    """Draws the controls in the hub's look."""

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__("Fusion")
        self._hub = hub
        self._primitives = {
            _PE.PE_PanelLineEdit: self._line_edit,
            _PE.PE_IndicatorCheckBox: self._check,
            _PE.PE_IndicatorRadioButton: self._radio,
            _PE.PE_PanelMenu: self._float,
            _PE.PE_PanelTipLabel: self._float,
            _PE.PE_FrameMenu: self._nothing,
            _PE.PE_Frame: self._frame,
            _PE.PE_FrameFocusRect: self._nothing,
            _PE.PE_PanelButtonCommand: self._nothing,
            _PE.PE_FrameTabBarBase: self._nothing,
            _PE.PE_FrameTabWidget: self._tab_pane,
        }
        self._controls = {
            _CE.CE_PushButton: self._button,
            _CE.CE_MenuItem: self._menu_item,
            _CE.CE_MenuEmptyArea: self._nothing_for,
            _CE.CE_Splitter: self._splitter,
            _CE.CE_ProgressBar: self._progress,
            _CE.CE_HeaderSection: self._header,
            _CE.CE_HeaderLabel: self._header_label,
            _CE.CE_HeaderEmptyArea: self._header_rest,
            _CE.CE_TabBarTabShape: self._tab,
        }

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw one of the parts we have a look for; Fusion draws the rest."""
        draw = self._primitives.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
        else:
            draw(option, painter)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a whole control we have a look for; Fusion draws the rest."""
        draw = self._controls.get(element)
        if draw is None:
            super().drawControl(element, option, painter, widget)
        else:
            draw(option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw scroll bars, choices and numbers; Fusion draws the rest."""
        if isinstance(option, QStyleOptionSlider) and control == _CC.CC_ScrollBar:
            thumb = style_bars.scroll_thumb(option)
            style_bars.paint_scroll_bar(self._hub, option, painter, thumb)
        elif isinstance(option, QStyleOptionComboBox):
            style_fields.paint_combo(self._hub, option, painter)
        elif isinstance(option, QStyleOptionSpinBox):
            style_fields.paint_spin(self._hub, option, painter)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Where a control's part lies; scroll bars have no arrows."""
        if isinstance(option, QStyleOptionSlider) and control == _CC.CC_ScrollBar:
            return self._scroll_part(option, part)
        if isinstance(option, QStyleOptionComboBox) and part == _SC.SC_ComboBoxEditField:
            end = style_fields.combo_chevron(self._hub, option)
            return option.rect.adjusted(8, 1, -round(end.width()), -1)
        return super().subControlRect(control, option, part, _or_null(widget))

    def _scroll_part(self, option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
        thumb = style_bars.scroll_thumb(option)
        if part == _SC.SC_ScrollBarSlider:
            return thumb
        if part == _SC.SC_ScrollBarGroove:
            return option.rect
        vertical = option.orientation == Qt.Orientation.Vertical
        rect = option.rect
        if part == _SC.SC_ScrollBarSubPage:
            corner = thumb.topRight() if vertical else thumb.bottomLeft()
            return QRect(rect.topLeft(), corner)
        if part == _SC.SC_ScrollBarAddPage:
            corner = thumb.bottomLeft() if vertical else thumb.topRight()
            return QRect(corner, rect.bottomRight())
        return QRect()

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """The size a control asks for."""
        if isinstance(option, QStyleOptionButton) and kind == QStyle.ContentsType.CT_PushButton:
            return style_buttons.button_size(self._hub, option, widget)
        if isinstance(option, QStyleOptionMenuItem):
            return style_menus.menu_item_size(self._hub, option)
        wanted = super().sizeFromContents(kind, option, size, _or_null(widget))
        if kind in (
            QStyle.ContentsType.CT_LineEdit,
            QStyle.ContentsType.CT_ComboBox,
            QStyle.ContentsType.CT_SpinBox,
        ):
            wanted.setHeight(self._hub.px("button"))
        elif kind in (QStyle.ContentsType.CT_ItemViewItem, QStyle.ContentsType.CT_TabBarTab):
            wanted.setHeight(max(wanted.height(), self._hub.px("button")))
        return wanted

    def standardIcon(
        self,
        wanted: QStyle.StandardPixmap,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> QIcon:
        """Our own drawings for what a message box says; Fusion's for the rest."""
        found = _STANDARD_ICONS.get(wanted)
        if found is None:
            return super().standardIcon(wanted, option, widget)
        return self._hub.icons.icon(found[0], found[1], self._hub.fonts.px(24))

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """The lengths of the look; Fusion's for the rest."""
        fixed = _METRICS.get(metric)
        if fixed is not None:
            return fixed
        scaled = _SCALED.get(metric)
        if scaled is not None:
            return self._hub.fonts.px(scaled)
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        answer: QStyleHintReturn | None = None,
    ) -> int:
        """The manners of the look; Fusion's for the rest."""
        found = _HINTS.get(hint)
        return super().styleHint(hint, option, widget, answer) if found is None else found

    def _line_edit(self, option: QStyleOption, painter: QPainter) -> None:
        if getattr(option, "lineWidth", 1) > 0:
            style_fields.paint_field(self._hub, option, painter)

    def _frame(self, option: QStyleOption, painter: QPainter) -> None:
        style_fields.paint_frame(self._hub, option, painter)

    def _check(self, option: QStyleOption, painter: QPainter) -> None:
        style_fields.paint_check(self._hub, option, painter)

    def _radio(self, option: QStyleOption, painter: QPainter) -> None:
        style_fields.paint_radio(self._hub, option, painter)

    def _float(self, option: QStyleOption, painter: QPainter) -> None:
        style_menus.paint_float(self._hub, option, painter)

    def _nothing(self, _option: QStyleOption, _painter: QPainter) -> None:
        return None

    def _nothing_for(
        self, _option: QStyleOption, _painter: QPainter, _widget: QWidget | None
    ) -> None:
        return None

    def _button(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        if isinstance(option, QStyleOptionButton):
            style_buttons.paint_button(self._hub, option, painter, widget)

    def _menu_item(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        if isinstance(option, QStyleOptionMenuItem):
            style_menus.paint_menu_item(self._hub, option, painter)

    def _splitter(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        style_bars.paint_splitter(self._hub, option, painter)

    def _progress(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        if isinstance(option, QStyleOptionProgressBar):
            style_bars.paint_progress(self._hub, option, painter)

    def _header(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        if isinstance(option, QStyleOptionHeader):
            style_bars.paint_header_section(self._hub, option, painter)

    def _header_label(
        self, option: QStyleOption, painter: QPainter, _widget: QWidget | None
    ) -> None:
        if isinstance(option, QStyleOptionHeader):
            style_bars.paint_header_label(self._hub, option, painter)

    def _header_rest(
        self, option: QStyleOption, painter: QPainter, _widget: QWidget | None
    ) -> None:
        style_bars.paint_header_rest(self._hub, option, painter)

    def _tab(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        style_bars.paint_tab(self._hub, option, painter)

    def _tab_pane(self, option: QStyleOption, painter: QPainter) -> None:
        style_bars.paint_tab_pane(self._hub, option, painter)
