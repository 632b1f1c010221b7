#include "ui/viewer/stagebar.h"

#include "ui/theme/theme.h"
#include "ui/viewer/assetactions.h"
#include "ui/viewer/judgebar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace peregrine {

StageBar::StageBar(const AssetActions &actions, const ZoomActions &zoom, QAction *details,
                   QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::space2, theme::space1, theme::space2, theme::space1);
    row->setSpacing(theme::space1 / 2);

    m_zoom = new QWidget(this);
    auto *zoomRow = new QHBoxLayout(m_zoom);
    zoomRow->setContentsMargins(0, 0, 0, 0);
    zoomRow->setSpacing(theme::space1 / 2);
    addAction(zoomRow, zoom.out);
    m_scale = new QToolButton(m_zoom);
    m_scale->setObjectName(QStringLiteral("zoomScale"));
    m_scale->setAutoRaise(true);
    m_scale->setToolTip(tr("Zoom"));
    m_scale->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("3200 %"))
                             + 2 * theme::space3);
    auto *menu = new QMenu(m_scale);
    menu->addActions({zoom.fit, zoom.fill, zoom.actualSize});
    menu->addSeparator();
    menu->addActions({zoom.in, zoom.out});
    // Not setMenu(): its arrow has no room in a row of icons.
    connect(m_scale, &QToolButton::clicked, menu, [this, menu] {
        menu->popup(m_scale->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
    });
    setScale(1);
    zoomRow->addWidget(m_scale);
    addAction(zoomRow, zoom.in);
    addAction(zoomRow, zoom.fit);
    row->addWidget(m_zoom);

    m_info = new QLabel(this);
    m_info->setObjectName(QStringLiteral("stageInfo"));
    m_info->setTextFormat(Qt::PlainText);
    m_info->setForegroundRole(QPalette::PlaceholderText);
    m_info->setAlignment(Qt::AlignCenter);
    // The buttons matter more where the stage is narrow.
    m_info->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_info, 1);
    m_judging = new JudgeBar(actions.judging(), this);
    row->addWidget(m_judging);

    for (QAction *action : {actions.copyPicture(), actions.saveAs(), actions.showInFolder(),
                            actions.reuse(), details, actions.remove()})
        addAction(row, action);
}

void StageBar::addAction(QHBoxLayout *row, QAction *action)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(action->text());
    button->setFocusPolicy(Qt::TabFocus);
    connect(action, &QAction::changed, button,
            [button, action] { button->setAccessibleName(action->text()); });
    row->addWidget(button);
}

void StageBar::setZoomVisible(bool visible)
{
    m_zoom->setVisible(visible);
    showWhatFits();
}

void StageBar::setScale(double scale)
{
    //: zoom of a picture
    const QString text = tr("%1 %").arg(qRound(scale * 100));
    m_scale->setText(text);
    m_scale->setAccessibleName(tr("Zoom, %1 percent").arg(qRound(scale * 100)));
}

void StageBar::setInfo(const QString &text)
{
    m_text = text;
    m_info->setToolTip(text);
    elideInfo();
}

void StageBar::elideInfo()
{
    const QString elided =
        m_info->fontMetrics().elidedText(m_text, Qt::ElideRight, m_info->width());
    // A few letters tell nothing.
    constexpr int readable = 64;
    m_info->setText(elided == m_text || m_info->width() > 2 * readable ? elided : QString());
}

int StageBar::widthFor(Room room) const
{
    const QMargins margins = layout()->contentsMargins();
    int width = margins.left() + margins.right();
    for (int i = 0; i < layout()->count(); ++i) {
        const QWidget *widget = layout()->itemAt(i)->widget();
        const bool counts = widget != m_info && (widget != m_zoom || !m_zoom->isHidden())
            && (widget != m_judging || room == Room::WithJudging);
        width += layout()->spacing() + (counts ? widget->sizeHint().width() : 0);
    }
    const int scale = m_scale->sizeHint().width() + m_zoom->layout()->spacing();
    if (room == Room::Least && !m_scale->isHidden())
        width -= scale;
    else if (room != Room::Least && m_scale->isHidden())
        width += scale;
    return width;
}

void StageBar::showWhatFits()
{
    // What steps aside is there by its keys in any case.
    m_judging->setVisible(widthFor(Room::WithJudging) <= width());
    m_scale->setVisible(widthFor(Room::WithScale) <= width());
}

QSize StageBar::minimumSizeHint() const
{
    return {widthFor(Room::Least), QWidget::minimumSizeHint().height()};
}

void StageBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showWhatFits();
    layout()->activate();
    elideInfo();
}

} // namespace peregrine
