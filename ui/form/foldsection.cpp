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

    connect(m_header, &QToolButton::clicked, this, [this] { setUnfolded(!isUnfolded()); });
    m_contents->hide();
    showState();
}

bool FoldSection::isUnfolded() const
{
    return !m_contents->isHidden();
}

void FoldSection::setUnfolded(bool unfolded)
{
    if (unfolded == isUnfolded())
        return;
    m_contents->setVisible(unfolded);
    showState();
    Q_EMIT toggled(unfolded);
}

void FoldSection::showState()
{
    const bool unfolded = isUnfolded();
    m_header->setIcon(
        theme::icon(unfolded ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                    theme::Tone::TextMuted));
    m_header->setToolTip(unfolded ? tr("Fold these fields away") : tr("Show these fields"));
}

void FoldSection::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_header->setAccessibleDescription(note);
}

} // namespace peregrine
