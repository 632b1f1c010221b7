#include "ui/form/foldsection.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace peregrine {

FoldSection::FoldSection(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_header(new QToolButton(this))
    , m_note(new QLabel(this))
    , m_contents(new QWidget(this))
    , m_contentsLayout(new QVBoxLayout(m_contents))
{
    m_header->setText(title);
    m_header->setAccessibleName(title);
    m_header->setCheckable(true);
    m_header->setAutoRaise(true);
    m_header->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_header->setIconSize({14, 14});
    m_header->setFocusPolicy(Qt::StrongFocus);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_contentsLayout->setContentsMargins(0, theme::space2, 0, 0);
    m_contentsLayout->setSpacing(theme::space3);

    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_header);
    line->addStretch(1);
    line->addWidget(m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_contents);

    connect(m_header, &QToolButton::toggled, this, [this](bool unfolded) {
        m_contents->setVisible(unfolded);
        m_header->setIcon(
            theme::icon(unfolded ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                        theme::Tone::TextMuted));
        Q_EMIT toggled(unfolded);
    });
    m_header->setIcon(theme::icon(QStringLiteral("chevron-right"), theme::Tone::TextMuted));
    m_contents->hide();
}

bool FoldSection::isUnfolded() const
{
    return m_header->isChecked();
}

void FoldSection::setUnfolded(bool unfolded)
{
    m_header->setChecked(unfolded);
}

void FoldSection::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_header->setAccessibleDescription(note);
}

} // namespace peregrine
