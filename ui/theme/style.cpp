#include "ui/theme/style.h"

#include "ui/theme/buttonpainter.h"
#include "ui/theme/fieldpainter.h"
#include "ui/theme/menupainter.h"
#include "ui/theme/paintertools.h"
#include "ui/theme/popuplist.h"
#include "ui/theme/rangepainter.h"
#include "ui/theme/tabpainter.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QGroupBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSlider>
#include <QSplitterHandle>
#include <QTabBar>
#include <QTextEdit>
#include <QTimer>
#include <QToolButton>

namespace peregrine::theme {

namespace {

constexpr int controlHeight = 32;
constexpr int toolButtonEdge = 30;
constexpr int rowHeight = 28;
/// Milliseconds for one round of a busy bar, and between two of its frames.
constexpr qint64 busyRound = 1400;
constexpr int busyFrame = 40;

bool isTextArea(const QWidget *widget)
{
    return qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTextEdit *>(widget);
}

double busyPhase()
{
    return double(QDateTime::currentMSecsSinceEpoch() % busyRound) / double(busyRound);
}

} // namespace

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{ }

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    polishPopupList(widget);
    const bool reacts = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QLineEdit *>(widget) || qobject_cast<QAbstractSpinBox *>(widget)
        || qobject_cast<QScrollBar *>(widget) || qobject_cast<QSlider *>(widget)
        || qobject_cast<QSplitterHandle *>(widget) || qobject_cast<QTabBar *>(widget)
        || isTextArea(widget);
    if (reacts)
        widget->setAttribute(Qt::WA_Hover);
    // A text area repaints only its viewport when the focus comes or goes; its frame shows it too.
    if (isTextArea(widget))
        widget->installEventFilter(this);
}

void Style::polish(QPalette &)
{
    // Fusion would put its own colours in; the palette is Theme's.
}

bool Style::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        if (auto *widget = qobject_cast<QWidget *>(watched))
            widget->update();
    }
    return QProxyStyle::eventFilter(watched, event);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
        return 16;
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
        return 18;
    case PM_ToolBarIconSize:
        return 20;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return space2;
    case PM_DefaultFrameWidth:
        // The corners of a text area's square viewport must not cover the rounded frame.
        return isTextArea(widget) ? 3 : 1;
    case PM_FocusFrameHMargin:
        return isPopupList(widget) ? popupListMargin
                                   : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuBarPanelWidth:
    case PM_ToolBarFrameWidth:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
        return 0;
    case PM_SliderLength:
    case PM_SliderThickness:
    case PM_SliderControlThickness:
        return 22;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
        return 5;
    case PM_DockWidgetTitleMargin:
        return 6;
    case PM_DockWidgetTitleBarButtonMargin:
        return 4;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
    case PM_MenuBarHMargin:
        return space1;
    case PM_MenuBarItemSpacing:
        return 2;
    case PM_ToolTipLabelFrameWidth:
        return 6;
    case PM_TabBarTabHSpace:
        return space5;
    case PM_TabBarTabVSpace:
        return space3;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return space3;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return space2;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ItemView_ActivateItemOnSingleClick:
    case SH_ToolBox_SelectedPageTitleBold:
        return 0;
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    if (type == CT_MenuItem) {
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return menuItemSize(*item, size);
    }
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool iconOnly = button && button->text.isEmpty();
        result.setWidth(iconOnly ? qMax(size.width() + space2, controlHeight)
                                 : size.width() + 2 * space4);
        result.setHeight(qMax(controlHeight, size.height() + space2));
        break;
    }
    case CT_LineEdit:
        result.setHeight(qMax(controlHeight, result.height()));
        break;
    case CT_ComboBox:
        result = QSize(result.width() + space3, qMax(controlHeight, size.height() + space2));
        break;
    case CT_SpinBox:
        // The contents are a line edit, which is as high as a control already.
        result = QSize(size.width() + 2 * space4, qMax(controlHeight, size.height()));
        break;
    case CT_ToolButton:
        result = result.expandedTo(QSize(toolButtonEdge, toolButtonEdge));
        break;
    case CT_MenuBarItem:
        result = QSize(size.width() + 2 * space2 + space1, size.height() + space2 + 2);
        break;
    case CT_ItemViewItem:
        result.setHeight(qMax(rowHeight, result.height()));
        break;
    default:
        break;
    }
    return result;
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option,
                            const QWidget *widget) const
{
    if (element == SE_LineEditContents) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            return frame->rect.adjusted(space2 - 1, 1, -space2 + 1, -1);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                            SubControl part, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return scrollBarPart(*bar, part);
    }
    const QRect fallback = QProxyStyle::subControlRect(control, option, part, widget);
    if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            return comboBoxPart(*combo, part, fallback);
    }
    if (control == CC_SpinBox) {
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            return spinBoxPart(*spin, part, fallback);
    }
    return fallback;
}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption *option,
                          const QWidget *widget) const
{
    switch (which) {
    case SP_TitleBarCloseButton:
    case SP_LineEditClearButton:
    case SP_DockWidgetCloseButton:
        return icon(QStringLiteral("close"));
    case SP_TitleBarNormalButton:
        return icon(QStringLiteral("external"));
    case SP_MessageBoxInformation:
        return icon(QStringLiteral("info"), Tone::Info);
    case SP_MessageBoxQuestion:
        return icon(QStringLiteral("help"), Tone::Info);
    case SP_MessageBoxWarning:
        return icon(QStringLiteral("warning"), Tone::Warning);
    case SP_MessageBoxCritical:
        return icon(QStringLiteral("error"), Tone::Danger);
    case SP_ToolBarHorizontalExtensionButton:
    case SP_ToolBarVerticalExtensionButton:
        return icon(QStringLiteral("more"));
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    if (!drawOwnPrimitive(element, *option, painter, widget))
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

bool Style::drawOwnPrimitive(PrimitiveElement element, const QStyleOption &option,
                             QPainter *painter, const QWidget *widget) const
{
    const auto arrow = [&](Qt::ArrowType direction) {
        drawChevron(painter, option.rect, direction,
                    isEnabled(option) ? option.palette.color(QPalette::WindowText)
                                      : option.palette.color(QPalette::Disabled, QPalette::Text));
        return true;
    };
    switch (element) {
    case PE_PanelButtonCommand:
        drawPushButtonPanel(option, painter, widget);
        return true;
    case PE_PanelButtonTool:
    case PE_IndicatorButtonDropDown:
        drawToolButtonPanel(option, painter);
        return true;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckIndicator(option, painter);
        return true;
    case PE_IndicatorRadioButton:
        drawRadioIndicator(option, painter);
        return true;
    case PE_PanelLineEdit: {
        // Inside spin and combo boxes the line edit has no frame: its owner draws the panel.
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(&option);
        if (frame && frame->lineWidth > 0)
            drawFieldPanel(option, painter, option.rect);
        return true;
    }
    case PE_Frame:
        if (isPopupList(widget))
            drawPopupPanel(option, painter);
        else
            drawAreaFrame(option, painter, isTextArea(widget));
        return true;
    case PE_FrameGroupBox:
        drawRounded(painter, option.rect, radiusControl, {}, color(Tone::Border, option.palette));
        return true;
    case PE_PanelMenu:
    case PE_PanelTipLabel:
        drawPopupPanel(option, painter);
        return true;
    case PE_FrameFocusRect:
        // Buttons and fields draw theirs with the panel.
        if (qobject_cast<const QPushButton *>(widget) || isPopupList(widget) || !showsFocus(option))
            return true;
        drawFocusRing(painter,
                      qobject_cast<const QToolButton *>(widget) ? widget->rect() : option.rect, 4,
                      option.palette);
        return true;
    case PE_PanelItemViewItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(&option);
        if (item && item->backgroundBrush.style() != Qt::NoBrush)
            painter->fillRect(option.rect, item->backgroundBrush);
        const QRectF rect = QRectF(option.rect).adjusted(2, 1, -2, -1);
        if (option.state.testFlag(State_Selected))
            drawRounded(painter, rect, radiusControl - 1,
                        option.palette.color(QPalette::Highlight));
        else if (isHovered(option))
            drawRounded(painter, rect, radiusControl - 1,
                        shaded(option.palette.color(QPalette::Base), option.palette, 0.05));
        return true;
    }
    case PE_IndicatorArrowUp:
        return arrow(Qt::UpArrow);
    case PE_IndicatorArrowDown:
        return arrow(Qt::DownArrow);
    case PE_IndicatorArrowLeft:
        return arrow(Qt::LeftArrow);
    case PE_IndicatorArrowRight:
        return arrow(Qt::RightArrow);
    case PE_IndicatorDockWidgetResizeHandle:
        // State_Horizontal: the handle lies between docks one above the other.
        drawHandle(option, painter,
                   option.state.testFlag(State_Horizontal) ? Qt::Horizontal : Qt::Vertical);
        return true;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                          color(Tone::Border, option.palette));
        return true;
    case PE_FrameMenu:
    case PE_FrameTabWidget:
    case PE_FrameDockWidget:
    case PE_FrameStatusBarItem:
    case PE_FrameDefaultButton:
    case PE_PanelMenuBar:
    case PE_PanelScrollAreaCorner:
    case PE_IndicatorToolBarHandle:
        return true;
    default:
        return false;
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    if (drawOwnControl(element, *option, painter, widget))
        return;
    if (element == CE_PushButtonLabel) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            const QStyleOptionButton label = pushButtonLabel(*button, widget);
            QProxyStyle::drawControl(element, &label, painter, widget);
            return;
        }
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

bool Style::drawOwnControl(ControlElement element, const QStyleOption &option, QPainter *painter,
                           const QWidget *widget) const
{
    switch (element) {
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(&option)) {
            drawMenuItem(*item, painter);
            return true;
        }
        return false;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(&option)) {
            drawMenuBarItem(*item, painter);
            return true;
        }
        return false;
    case CE_MenuBarEmptyArea:
    case CE_ToolBar:
        painter->fillRect(option.rect, option.palette.color(QPalette::Window));
        return true;
    case CE_MenuEmptyArea:
        return true;
    case CE_ProgressBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(&option)) {
            drawProgressBar(*bar, painter, busyPhase());
            // Painting asks for the next frame: a hidden bar costs nothing.
            if (isBusy(*bar) && widget) {
                auto *moving = const_cast<QWidget *>(widget);
                QTimer::singleShot(busyFrame, moving, [moving] { moving->update(); });
            }
            return true;
        }
        return false;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(&option)) {
            drawTab(*tab, painter);
            return true;
        }
        return false;
    case CE_DockWidgetTitle:
        if (const auto *dock = qstyleoption_cast<const QStyleOptionDockWidget *>(&option)) {
            drawDockTitle(*dock, painter,
                          subElementRect(SE_DockWidgetTitleBarText, &option, widget));
            return true;
        }
        return false;
    case CE_HeaderSection:
        drawHeaderSection(option, painter);
        return true;
    case CE_Splitter:
        // State_Horizontal: the parts are side by side, the line between them is upright.
        drawHandle(option, painter,
                   option.state.testFlag(State_Horizontal) ? Qt::Vertical : Qt::Horizontal);
        return true;
    default:
        return false;
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                               QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            return drawComboBox(*combo, painter);
    } else if (control == CC_SpinBox) {
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            return drawSpinBox(*spin, painter);
    } else if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return drawScrollBar(*bar, painter);
    } else if (control == CC_Slider) {
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return drawSlider(*slider, painter,
                              proxy()->subControlRect(control, option, SC_SliderGroove, widget),
                              proxy()->subControlRect(control, option, SC_SliderHandle, widget));
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace peregrine::theme
