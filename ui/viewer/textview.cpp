#include "ui/viewer/textview.h"

#include "core/base/async.h"
#include "ui/theme/theme.h"
#include "ui/viewer/assettext.h"
#include "ui/widgets/jsonhighlighter.h"

#include <QEvent>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>
#include <QtConcurrentRun>

namespace peregrine {

namespace {

/// Colouring more than this would be felt.
constexpr qsizetype maxColoured = 256 * 1024;

QPlainTextEdit *makeReader(const QString &name, QWidget *parent)
{
    auto *reader = new QPlainTextEdit(parent);
    reader->setReadOnly(true);
    reader->setFrameShape(QFrame::NoFrame);
    reader->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    reader->setTabChangesFocus(true);
    reader->setAccessibleName(name);
    reader->document()->setDocumentMargin(theme::space4);
    return reader;
}

} // namespace

TextView::TextView(QWidget *parent)
    : QWidget(parent)
    , m_main(makeReader(tr("Text of the result"), this))
    , m_whole(makeReader(tr("Whole result"), this))
    , m_cut(new QLabel(this))
{
    m_pool.setMaxThreadCount(1);
    m_main->setObjectName(QStringLiteral("mainText"));
    m_whole->setObjectName(QStringLiteral("wholeText"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    m_main->setFont(large);
    m_cut->setWordWrap(true);
    m_cut->setMargin(theme::space2);
    m_highlighter = new JsonHighlighter(m_whole->document(), palette());

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    layout->addWidget(m_main);
    layout->addWidget(m_whole, 1);
    layout->addWidget(m_cut);
    setFocusProxy(m_whole);
}

TextView::~TextView()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void TextView::load(const Asset &asset)
{
    clear();
    whenDone(this, QtConcurrent::run(&m_pool, readText, asset.path),
             [this, question = m_question](const Expected<TextContent, Error> &content) {
                 if (question != m_question)
                     return;
                 if (content)
                     show(*content);
                 else
                     Q_EMIT failed(content.error().message);
             });
}

void TextView::clear()
{
    ++m_question;
    m_main->clear();
    m_whole->clear();
    m_main->hide();
    m_cut->hide();
}

void TextView::show(const TextContent &content)
{
    m_main->setPlainText(content.mainText);
    m_main->setVisible(!content.mainText.isEmpty());
    fitMainText();
    m_highlighter->setEnabled(content.isJson && content.text.size() <= maxColoured);
    QFont reading = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (!content.isJson)
        reading = font();
    m_whole->setFont(reading);
    m_whole->setPlainText(content.text);
    m_cut->setVisible(content.leftOut > 0);
    if (content.leftOut > 0) {
        m_cut->setText(tr("The file goes on for another %1. Open it with the system's program to "
                          "read all of it.")
                           .arg(assettext::bytes(content.leftOut)));
    }
}

void TextView::fitMainText()
{
    // As high as its text, and no more than the larger part of the view.
    const int margin = int(m_main->document()->documentMargin());
    const QRect box = m_main->fontMetrics().boundingRect(
        QRect(0, 0, qMax(100, width() - 2 * margin - theme::space4), height()), Qt::TextWordWrap,
        m_main->toPlainText().left(4000));
    m_main->setFixedHeight(
        qBound(64, box.height() + 2 * margin + theme::space2, qMax(64, height() * 3 / 5)));
}

void TextView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitMainText();
}

void TextView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_highlighter)
        m_highlighter->setPalette(palette());
    QWidget::changeEvent(event);
}

} // namespace peregrine
