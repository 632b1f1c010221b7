#include "ui/queue/logsearchrow.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace peregrine {

LogSearchRow::LogSearchRow(QWidget *parent)
    : QWidget(parent)
    , m_found(new QLabel(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space1);
    m_found->setObjectName(QStringLiteral("logFound"));
    m_found->setTextFormat(Qt::PlainText);
    m_found->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_found, 1);
    const auto add = [this, row](const QString &icon, const QString &text) {
        auto *button = new QToolButton(this);
        if (icon.isEmpty())
            button->setText(QStringLiteral(".*"));
        else
            button->setIcon(theme::icon(icon));
        button->setAutoRaise(true);
        button->setToolTip(text);
        button->setAccessibleName(text);
        row->addWidget(button);
        return button;
    };
    const auto *previous = add(QStringLiteral("chevron-up"), tr("Previous match (Shift+F3)"));
    const auto *next = add(QStringLiteral("chevron-down"), tr("Next match (F3)"));
    m_pattern = add({}, tr("Search by a regular expression"));
    m_pattern->setCheckable(true);
    m_only = add(QStringLiteral("filter"), tr("Show only lines that match"));
    m_only->setCheckable(true);
    connect(previous, &QToolButton::clicked, this, &LogSearchRow::previousRequested);
    connect(next, &QToolButton::clicked, this, &LogSearchRow::nextRequested);
    connect(m_pattern, &QToolButton::toggled, this, &LogSearchRow::patternChanged);
    connect(m_only, &QToolButton::toggled, this, &LogSearchRow::onlyMatchesChanged);
}

void LogSearchRow::setWords(const QString &words)
{
    m_found->setText(words);
    m_found->setToolTip(words);
}

bool LogSearchRow::isRegularExpression() const
{
    return m_pattern->isChecked();
}

bool LogSearchRow::showsOnlyMatches() const
{
    return m_only->isChecked();
}

} // namespace peregrine
