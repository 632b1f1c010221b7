#include "ui/prompts/promptaid.h"

#include "core/prompts/prompthistory.h"
#include "core/prompts/wildcardfolder.h"
#include "ui/prompts/prompthistorypopup.h"
#include "ui/prompts/wildcardhighlighter.h"
#include "ui/prompts/wildcardnote.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QToolButton>

namespace peregrine {

namespace {

constexpr QSize popupSize{420, 380};

bool isHistoryKey(const QKeyEvent &key)
{
    return key.key() == Qt::Key_R && key.modifiers() == Qt::ControlModifier;
}

bool isWalkKey(const QKeyEvent &key)
{
    return (key.key() == Qt::Key_Up || key.key() == Qt::Key_Down)
        && (key.modifiers() & ~Qt::KeypadModifier) == Qt::AltModifier;
}

} // namespace

PromptAid::PromptAid(QPlainTextEdit *field, PromptKind kind, PromptHistory &history,
                     WildcardFolder &wildcards)
    : QObject(field)
    , m_field(field)
    , m_kind(kind)
    , m_history(history)
    , m_wildcards(wildcards)
    , m_highlighter(new WildcardHighlighter(field->document()))
    , m_title(new QWidget)
    , m_note(new WildcardNote(m_title))
{
    auto *recall = new QToolButton(m_title);
    recall->setObjectName(QStringLiteral("promptHistoryButton"));
    recall->setIcon(theme::icon(QStringLiteral("clock"), theme::Tone::TextMuted));
    recall->setIconSize({14, 14});
    recall->setFixedSize(22, 22);
    recall->setAutoRaise(true);
    recall->setAccessibleName(kind == PromptKind::Prompt ? tr("Sent prompts")
                                                         : tr("Sent negative prompts"));
    recall->setToolTip(tr("Sent prompts (Ctrl+R searches, Alt+Up goes back)"));
    // Reached by its key from the field, so that Tab goes on to the next field.
    recall->setFocusPolicy(Qt::NoFocus);
    connect(recall, &QToolButton::clicked, this, &PromptAid::openHistory);
    auto *line = new QHBoxLayout(m_title);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2);
    line->addWidget(m_note);
    line->addWidget(recall);

    field->installEventFilter(this);
    connect(m_note, &WildcardNote::wildcardsToggled, this, &PromptAid::wildcardsToggled);
    connect(m_note, &WildcardNote::folderRequested, this, &PromptAid::folderRequested);
    connect(field, &QPlainTextEdit::textChanged, this, [this] {
        // Highlighting changes a document too.
        if (m_field->toPlainText() != m_readText)
            read();
    });
    connect(&wildcards, &WildcardFolder::changed, this, &PromptAid::read);
    read();
}

PromptAid::~PromptAid()
{
    // Not taken: nobody else owns it.
    if (m_title && !m_title->parent())
        delete m_title;
}

QWidget *PromptAid::takeTitleWidget()
{
    return m_title;
}

void PromptAid::setWildcardsOn(bool on)
{
    m_isOn = on;
    read();
}

void PromptAid::read()
{
    m_readText = m_field->toPlainText();
    const WildcardTemplate text = WildcardTemplate::read(m_readText);
    if (m_note)
        m_note->setTemplate(text, m_wildcards.lists(), m_isOn);
    m_highlighter->show(m_isOn ? text : WildcardTemplate(), m_wildcards.lists(),
                        m_field->palette());
}

void PromptAid::walk(bool older)
{
    const QString shown = m_field->toPlainText();
    std::optional<QString> next;
    if (older) {
        QStringList texts;
        const QList<RememberedPrompt> prompts = m_history.prompts(m_kind);
        for (const RememberedPrompt &prompt : prompts)
            texts.append(prompt.text);
        next = m_walk.older(shown, texts);
    } else {
        next = m_walk.newer(shown);
    }
    if (next)
        put(*next);
}

void PromptAid::put(const QString &text)
{
    // As a step that the field's own undo takes back.
    QTextCursor cursor(m_field->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    cursor.movePosition(QTextCursor::End);
    m_field->setTextCursor(cursor);
    m_field->ensureCursorVisible();
}

void PromptAid::openHistory()
{
    if (!m_popup) {
        m_popup = new PromptHistoryPopup(m_history, m_kind, m_field);
        connect(m_popup, &PromptHistoryPopup::promptChosen, this, [this](const QString &text) {
            put(text);
            m_field->setFocus(Qt::OtherFocusReason);
        });
    }
    m_popup->openBeneath(*m_field, popupSize);
}

bool PromptAid::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field)
        return QObject::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        const auto &key = *static_cast<QKeyEvent *>(event);
        // Theirs while the field has the focus, whatever the window does with them.
        if (!isHistoryKey(key) && !isWalkKey(key))
            break;
        event->accept();
        return true;
    }
    case QEvent::KeyPress: {
        const auto &key = *static_cast<QKeyEvent *>(event);
        if (isWalkKey(key)) {
            walk(key.key() == Qt::Key_Up);
            return true;
        }
        if (isHistoryKey(key)) {
            openHistory();
            return true;
        }
        break;
    }
    case QEvent::PaletteChange:
        read();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace peregrine
