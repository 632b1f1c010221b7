#include "ui/widgets/banner.h"

#include "ui/theme/theme.h"
#include "ui/widgets/iconlabel.h"

#include <QAccessible>
#include <QApplication>
#include <QEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

constexpr int iconEdge = 18;
constexpr int leastTimeMs = 5000;
/// It takes time to make up one's mind, too.
constexpr int offerTimeMs = 7000;
/// A slow reader's pace.
constexpr int timePerCharacterMs = 70;
/// News, not a document: some of it quotes a server.
constexpr qsizetype longestMessage = 600;

} // namespace

Banner::Banner(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_action(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("banner"));
    auto *icon = new IconLabel(iconEdge, theme::Tone::Accent, this);
    icon->setIcon(QStringLiteral("info"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_action->setObjectName(QStringLiteral("bannerAction"));
    m_action->setFocusPolicy(Qt::TabFocus);
    m_action->hide();
    m_close->setObjectName(QStringLiteral("bannerClose"));
    m_close->setIcon(theme::icon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(m_close->accessibleName());

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::space4, theme::space2, theme::space2, theme::space2);
    layout->setSpacing(theme::space3);
    layout->addWidget(icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);

    m_time.setSingleShot(true);
    connect(&m_time, &QTimer::timeout, this, [this] {
        if (isLeftAlone())
            hide();
        else
            m_time.start(leastTimeMs);
    });
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_action, &QToolButton::clicked, this, [this] {
        hide();
        if (const auto act = std::exchange(m_act, {}))
            act();
    });
}

void Banner::showMessage(const QString &message)
{
    m_act = {};
    m_action->hide();
    say(message);
}

void Banner::showOffer(const QString &message, const QString &action, std::function<void()> act)
{
    m_act = std::move(act);
    m_action->setText(action);
    m_action->setAccessibleName(action);
    m_action->show();
    say(message);
}

bool Banner::isLeftAlone() const
{
    return !underMouse() && !isAncestorOf(QApplication::focusWidget());
}

void Banner::say(const QString &message)
{
    const QString text =
        message.size() > longestMessage ? message.left(longestMessage) + u'…' : message;
    m_text->setText(text);
    show();
    m_time.start(std::max(leastTimeMs, static_cast<int>(text.size()) * timePerCharacterMs)
                 + (m_act ? offerTimeMs : 0));
    setAccessibleName(text);
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
