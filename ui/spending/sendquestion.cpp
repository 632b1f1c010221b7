#include "ui/spending/sendquestion.h"

#include "ui/spending/spendmeter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/tonelabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int iconEdge = 24;
constexpr int dialogWidth = 520;

/// Empty where the reasons say it all.
QString costText(const SpendDecision &decision)
{
    if (decision.jobs == 1 || decision.unpriced == decision.jobs)
        return {};
    //: %1 is an amount of money, of all jobs together
    return SendQuestion::tr("%n job(s), about %1 in all", nullptr, decision.jobs)
        .arg(dollars(decision.cost));
}

} // namespace

SendQuestion::SendQuestion(const SpendDecision &decision, const SpendLimits &limits,
                           const SpendTotals &totals, QWidget *parent)
    : QDialog(parent)
{
    const bool refuses = decision.verdict == SpendDecision::Verdict::Refused;
    setObjectName(QStringLiteral("sendQuestion"));
    setWindowTitle(refuses ? tr("Not sent") : tr("Send this?"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);

    auto *icon = new IconLabel(iconEdge, theme::Tone::Warning, this);
    icon->setIcon(QStringLiteral("warning"));
    auto *reasons = new QLabel(decision.reasons.join(u'\n'), this);
    reasons->setObjectName(QStringLiteral("sendReasons"));
    reasons->setTextFormat(Qt::PlainText);
    reasons->setWordWrap(true);
    QFont bold = reasons->font();
    bold.setWeight(QFont::DemiBold);
    reasons->setFont(bold);
    auto *cost = new ToneLabel(theme::Tone::TextMuted, this);
    cost->setObjectName(QStringLiteral("sendCost"));
    cost->setText(costText(decision));
    cost->setVisible(!cost->text().isEmpty());
    auto *meter = new SpendMeter(this);
    meter->setTotals(totals, limits, decision.cost);
    auto *note = new ToneLabel(theme::Tone::TextMuted, this);
    note->setText(refuses ? tr("Nothing was sent. What you typed is still there.")
                          : tr("Nothing is sent before you answer."));
    note->setWordWrap(true);

    auto *words = new QVBoxLayout;
    words->setSpacing(theme::space1);
    words->addWidget(reasons);
    words->addWidget(cost);
    auto *head = new QHBoxLayout;
    head->setSpacing(theme::space3);
    head->addWidget(icon, 0, Qt::AlignTop);
    head->addLayout(words, 1);
    auto *footer = new QHBoxLayout;
    footer->setSpacing(theme::space2);

    QPushButton *change = addButton(tr("Limits…"), QStringLiteral("changeLimits"));
    QPushButton *cancel =
        addButton(refuses ? tr("Close") : tr("Cancel"), QStringLiteral("cancelSend"));
    footer->addWidget(change);
    footer->addStretch(1);
    footer->addWidget(cancel);
    if (!refuses) {
        QPushButton *always = addButton(tr("Send, and do not ask again in this session"),
                                        QStringLiteral("sendAlways"));
        QPushButton *send = addButton(tr("Send"), QStringLiteral("sendOnce"));
        send->setProperty("primary", true);
        connect(always, &QPushButton::clicked, this, [this] {
            Q_EMIT confirmed(true);
            accept();
        });
        connect(send, &QPushButton::clicked, this, [this] {
            Q_EMIT confirmed(false);
            accept();
        });
        footer->addWidget(always);
        footer->addWidget(send);
    }
    connect(change, &QPushButton::clicked, this, [this] {
        reject();
        Q_EMIT limitsRequested();
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    // The Enter that follows Ctrl+Enter must not send.
    cancel->setDefault(true);
    cancel->setFocus();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space5, theme::space4, theme::space5, theme::space4);
    layout->setSpacing(theme::space4);
    layout->addLayout(head);
    layout->addWidget(meter);
    layout->addWidget(note);
    layout->addLayout(footer);
    // The labels are as high as their words need at this width.
    const QMargins margins = layout->contentsMargins();
    const int width =
        std::max(dialogWidth, footer->sizeHint().width() + margins.left() + margins.right());
    setMinimumWidth(width);
    resize(width, layout->totalHeightForWidth(width));
}

QPushButton *SendQuestion::addButton(const QString &text, const QString &name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setAccessibleName(text);
    return button;
}

} // namespace peregrine
