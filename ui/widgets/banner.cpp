#include "ui/widgets/banner.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int leastTimeMs = 5000;
/// A slow reader's pace.
constexpr int timePerCharacterMs = 70;

} // namespace

Banner::Banner(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("banner"));
    auto *icon = new QLabel(this);
    icon->setPixmap(theme::icon(QStringLiteral("info"), theme::Tone::Accent).pixmap(18, 18));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_close->setIcon(theme::icon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(m_close->accessibleName());

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::space4, theme::space2, theme::space2, theme::space2);
    layout->setSpacing(theme::space3);
    layout->addWidget(icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_close);

    m_time.setSingleShot(true);
    connect(&m_time, &QTimer::timeout, this, &QWidget::hide);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
}

void Banner::showMessage(const QString &message)
{
    m_text->setText(message);
    show();
    m_time.start(std::max(leastTimeMs, static_cast<int>(message.size()) * timePerCharacterMs));
    setAccessibleName(message);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Banner::enterEvent(QEnterEvent *event)
{
    m_time.stop();
    QWidget::enterEvent(event);
}

void Banner::leaveEvent(QEvent *event)
{
    m_time.start(leastTimeMs);
    QWidget::leaveEvent(event);
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Tone::SurfaceRaised, palette()));
    painter.fillRect(QRect(0, height() - 1, width(), 1),
                     theme::color(theme::Tone::Border, palette()));
}

} // namespace peregrine
