#include "ui/queue/loglevels.h"

#include "ui/queue/jobtext.h"
#include "ui/queue/logmodel.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

#include <array>

namespace peregrine {

namespace {

using Level = LogLine::Level;

/// What matters most first.
constexpr std::array levels{Level::Error,  Level::Warning, Level::Info,
                            Level::Stdout, Level::Stderr,  Level::Debug};

} // namespace

LogLevels::LogLevels(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("logLevels"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (const Level level : levels) {
        auto *chip = new QToolButton(this);
        chip->setCheckable(true);
        chip->setAutoRaise(true);
        chip->hide();
        layout->addWidget(chip);
        m_chips.insert(level, chip);
        connect(chip, &QToolButton::toggled, this, [this, level](bool chosen) {
            if (chosen)
                m_chosen.insert(level);
            else
                m_chosen.remove(level);
            Q_EMIT changed();
        });
    }
    layout->addStretch(1);
    hide();
}

void LogLevels::setCounts(const LogModel &model)
{
    int kinds = 0;
    for (const Level level : levels) {
        const int count = model.countOf(level);
        QToolButton &chip = this->chip(level);
        const QString words =
            QStringLiteral("%1 %2").arg(jobtext::level(level), QLocale().toString(count));
        if (chip.text() != words) {
            chip.setText(words);
            chip.setAccessibleName(tr("%1: %2", "log level, number of lines")
                                       .arg(jobtext::level(level), QLocale().toString(count)));
            chip.setToolTip(tr("Only lines of the chosen levels"));
        }
        chip.setVisible(count > 0 || chip.isChecked());
        kinds += count > 0 ? 1 : 0;
    }
    setVisible(kinds > 1 || !m_chosen.isEmpty());
}

void LogLevels::clear()
{
    for (QToolButton *chip : std::as_const(m_chips))
        chip->setChecked(false);
}

} // namespace peregrine
