#include "ui/spending/spendpopup.h"

#include "ui/spending/spendmeter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tonelabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int popupWidth = 340;

} // namespace

SpendPopup::SpendPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_profile(new ToneLabel(theme::Tone::TextMuted, this))
    , m_meter(new SpendMeter(this))
    , m_billing(new QPushButton(theme::icon(QStringLiteral("external")), tr("Bills"), this))
{
    setObjectName(QStringLiteral("spendPopup"));
    setAccessibleName(tr("What was spent"));
    setFrameShape(QFrame::StyledPanel);
    auto *title = new QLabel(tr("Spent"), this);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    m_profile->setTextFormat(Qt::PlainText);
    m_profile->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_billing->setObjectName(QStringLiteral("openBills"));
    m_billing->setToolTip(tr("Open the account's billing page in the browser"));
    auto *limits = new QPushButton(tr("Limits…"), this);
    limits->setObjectName(QStringLiteral("openLimits"));
    connect(m_billing, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT billingRequested();
    });
    connect(limits, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT limitsRequested();
    });

    auto *head = new QHBoxLayout;
    head->addWidget(title);
    head->addWidget(m_profile, 1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_billing);
    foot->addStretch(1);
    foot->addWidget(limits);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    layout->setSpacing(theme::space3);
    layout->addLayout(head);
    layout->addWidget(m_meter);
    layout->addLayout(foot);
    limits->setFocus();
}

void SpendPopup::setTotals(const QString &profile, const SpendTotals &totals,
                           const SpendLimits &limits)
{
    m_profile->setText(tr("Profile: %1").arg(profile));
    m_meter->setTotals(totals, limits);
}

void SpendPopup::setHasBilling(bool has)
{
    m_billing->setVisible(has);
}

void SpendPopup::openBeneath(const QWidget &anchor)
{
    setFixedWidth(popupWidth);
    resize(popupWidth,
           heightForWidth(popupWidth) > 0 ? heightForWidth(popupWidth) : sizeHint().height());
    const QRect screen = anchor.screen()->availableGeometry();
    QPoint place = anchor.mapToGlobal(QPoint(anchor.width() - popupWidth, anchor.height()));
    place.setX(
        std::clamp(place.x(), screen.left(), std::max(screen.left(), screen.right() - popupWidth)));
    move(place);
    show();
}

} // namespace peregrine
