#include "ui/spending/accountbanner.h"

#include "ui/theme/theme.h"
#include "ui/widgets/iconlabel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace peregrine {

namespace {

constexpr int iconEdge = 18;

} // namespace

AccountBanner::AccountBanner(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_billing(new QPushButton(theme::icon(QStringLiteral("external")), tr("Billing page"), this))
{
    setObjectName(QStringLiteral("accountBanner"));
    auto *icon = new IconLabel(iconEdge, theme::Tone::Warning, this);
    icon->setIcon(QStringLiteral("lock"));
    m_text->setObjectName(QStringLiteral("accountReason"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_billing->setObjectName(QStringLiteral("accountBilling"));
    m_billing->setToolTip(tr("Open the account's billing page in the browser"));
    auto *resume = new QPushButton(theme::icon(QStringLiteral("play")), tr("Resume"), this);
    resume->setObjectName(QStringLiteral("accountResume"));
    resume->setToolTip(tr("Send the jobs that wait"));
    connect(m_billing, &QPushButton::clicked, this, &AccountBanner::billingRequested);
    connect(resume, &QPushButton::clicked, this, &AccountBanner::resumeRequested);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    layout->setSpacing(theme::space3);
    layout->addWidget(icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_billing);
    layout->addWidget(resume);
    hide();
}

void AccountBanner::showBlocked(const QString &reason, bool hasBilling)
{
    m_text->setText(reason);
    m_billing->setVisible(hasBilling);
    setAccessibleName(reason);
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void AccountBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor surface = theme::color(theme::Tone::SurfaceRaised, palette());
    painter.fillRect(rect(), theme::tinted(surface, theme::Tone::Warning, palette()));
    painter.fillRect(QRect(0, height() - 1, width(), 1),
                     theme::color(theme::Tone::Border, palette()));
}

} // namespace peregrine
