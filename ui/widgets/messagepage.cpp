#include "ui/widgets/messagepage.h"

#include "ui/theme/theme.h"
#include "ui/widgets/iconlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace peregrine {

namespace {

constexpr int iconEdge = 40;
constexpr int textWidth = 420;

QLabel *makeCentred(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setAlignment(Qt::AlignHCenter);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setMaximumWidth(textWidth);
    label->setMinimumWidth(120);
    return label;
}

} // namespace

MessagePage::MessagePage(QWidget *parent)
    : QWidget(parent)
    , m_icon(new IconLabel(iconEdge, theme::Tone::TextMuted, this))
    , m_title(makeCentred(this))
    , m_text(makeCentred(this))
    , m_buttons(new QHBoxLayout)
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_buttons->setSpacing(theme::space2);
    m_buttons->addStretch();
    m_buttons->addStretch();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space5, theme::space5, theme::space5, theme::space5);
    layout->setSpacing(theme::space2);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addSpacing(theme::space2);
    for (QLabel *label : {m_title, m_text}) {
        // Beside stretches a wrapping label gets its whole width, aligned ones get too little.
        auto *row = new QHBoxLayout;
        row->addStretch();
        row->addWidget(label, 100);
        row->addStretch();
        layout->addLayout(row);
    }
    layout->addSpacing(theme::space2);
    layout->addLayout(m_buttons);
    layout->addStretch(3);
}

void MessagePage::setContent(const QString &icon, const QString &title, const QString &text)
{
    m_icon->setVisible(!icon.isEmpty());
    m_icon->setIcon(icon);
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

QPushButton *MessagePage::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setAutoDefault(false);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

QString MessagePage::title() const
{
    return m_title->text();
}

QString MessagePage::text() const
{
    return m_text->text();
}

} // namespace peregrine
