#include "ui/code/importbanner.h"

#include "ui/theme/theme.h"
#include "ui/widgets/iconlabel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace peregrine {

namespace {

constexpr int iconEdge = 18;
constexpr qsizetype longestDetails = 400;

} // namespace

ImportBanner::ImportBanner(QWidget *parent)
    : QWidget(parent)
    , m_icon(new IconLabel(iconEdge, theme::Tone::Accent, this))
    , m_text(new QLabel(this))
    , m_details(new QLabel(this))
    , m_undo(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("importBanner"));
    for (QLabel *label : {m_text, m_details}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_text->setObjectName(QStringLiteral("importNews"));
    m_details->setObjectName(QStringLiteral("importDetails"));
    m_details->setProperty("muted", true);
    m_undo->setObjectName(QStringLiteral("importUndo"));
    m_undo->setText(tr("Undo"));
    m_undo->setAccessibleName(tr("Undo the import"));
    m_close->setIcon(theme::icon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(m_close->accessibleName());

    auto *words = new QVBoxLayout;
    words->setSpacing(theme::space1);
    words->addWidget(m_text);
    words->addWidget(m_details);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::space3, theme::space2, theme::space2, theme::space2);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    layout->addWidget(m_undo, 0, Qt::AlignTop);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_undo, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT undoRequested();
    });
    hide();
}

void ImportBanner::showNews(const QString &news, const QString &details, bool undoable)
{
    m_icon->setIcon(QStringLiteral("info"));
    m_text->setText(news);
    m_details->setText(details.size() > longestDetails ? details.left(longestDetails) + u'…'
                                                       : details);
    m_details->setVisible(!details.isEmpty());
    m_undo->setVisible(undoable);
    announce(details.isEmpty() ? news : news + u' ' + m_details->text());
}

void ImportBanner::showProblem(const QString &sentence)
{
    m_icon->setIcon(QStringLiteral("warning"));
    m_text->setText(sentence);
    m_details->hide();
    m_undo->hide();
    announce(sentence);
}

void ImportBanner::withdrawUndo()
{
    m_undo->hide();
}

void ImportBanner::announce(const QString &text)
{
    show();
    setAccessibleName(text);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void ImportBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Tone::SurfaceRaised, palette()));
    const QColor border = theme::color(theme::Tone::Border, palette());
    painter.fillRect(QRect(0, 0, width(), 1), border);
    painter.fillRect(QRect(0, height() - 1, width(), 1), border);
}

} // namespace peregrine
