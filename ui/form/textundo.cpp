#include "ui/form/textundo.h"

#include "core/schema/formmodel.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

/// As long as somebody stays in one field.
constexpr auto visit = std::chrono::milliseconds(24h);
constexpr auto typing = 1000ms;

bool canUndoItself(const QObject *widget)
{
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(widget))
        return text->document()->isUndoAvailable();
    const auto *line = qobject_cast<const QLineEdit *>(widget);
    return line && line->isUndoAvailable();
}

bool canRedoItself(const QObject *widget)
{
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(widget))
        return text->document()->isRedoAvailable();
    const auto *line = qobject_cast<const QLineEdit *>(widget);
    return line && line->isRedoAvailable();
}

void forgetSteps(QObject *widget)
{
    if (auto *text = qobject_cast<QPlainTextEdit *>(widget)) {
        text->document()->clearUndoRedoStacks();
    } else if (auto *line = qobject_cast<QLineEdit *>(widget)) {
        const QSignalBlocker quiet(line);
        const int cursor = line->cursorPosition();
        line->setText(line->text());
        line->setCursorPosition(cursor);
    }
}

/// A menu or another window in between is no end of the visit.
bool isLeft(const QFocusEvent &event)
{
    return event.reason() != Qt::PopupFocusReason && event.reason() != Qt::MenuBarFocusReason
        && event.reason() != Qt::ActiveWindowFocusReason;
}

} // namespace

TextUndo::TextUndo(FormModel &model, QObject *parent)
    : QObject(parent)
    , m_model(model)
{ }

void TextUndo::watch(QWidget *widget)
{
    widget->installEventFilter(this);
}

bool TextUndo::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool forForm = (key->matches(QKeySequence::Undo) && !canUndoItself(watched))
            || (key->matches(QKeySequence::Redo) && !canRedoItself(watched));
        if (forForm) {
            // The field would keep the keys to itself even with nothing to undo.
            event->ignore();
            return true;
        }
        break;
    }
    case QEvent::FocusIn:
        m_model.setMergeInterval(visit);
        break;
    case QEvent::FocusOut:
        m_model.setMergeInterval(typing);
        if (isLeft(*static_cast<QFocusEvent *>(event))) {
            m_model.closeStep();
            forgetSteps(watched);
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace peregrine
