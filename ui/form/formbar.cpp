#include "ui/form/formbar.h"

#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "ui/form/fieldrow.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace peregrine {

namespace {

/// Up to so many fields are found by looking.
constexpr qsizetype fieldsAtAGlance = 15;
constexpr int buttonEdge = 26;

} // namespace

FormBar::FormBar(FormModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(new QLineEdit(this))
    , m_note(new QLabel(this))
    , m_undo(nullptr)
    , m_redo(nullptr)
    , m_reset(nullptr)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::space3, 0, theme::space3, theme::space1);
    layout->setSpacing(2);
    m_filter->setObjectName(QStringLiteral("formFilter"));
    m_filter->setPlaceholderText(tr("Find an option"));
    m_filter->setAccessibleName(tr("Find an option"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme::icon(QStringLiteral("search"), theme::Tone::TextMuted),
                        QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
    m_filter->hide();
    m_note->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_note, 1);
    layout->addSpacing(theme::space1);
    m_undo = addButton(QStringLiteral("undo"), tr("Undo"), QStringLiteral("formUndo"));
    m_redo = addButton(QStringLiteral("redo"), tr("Redo"), QStringLiteral("formRedo"));
    m_reset = addButton(QStringLiteral("reset"), tr("Reset all options to their defaults"),
                        QStringLiteral("formReset"));
    m_undo->setToolTip(
        tr("Undo (%1)").arg(QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText)));
    m_redo->setToolTip(
        tr("Redo (%1)").arg(QKeySequence(QKeySequence::Redo).toString(QKeySequence::NativeText)));
    m_undo->setEnabled(model.canUndo());
    m_redo->setEnabled(model.canRedo());

    connect(m_filter, &QLineEdit::textChanged, this, &FormBar::filterChanged);
    connect(m_undo, &QToolButton::clicked, this, &FormBar::undoRequested);
    connect(m_redo, &QToolButton::clicked, this, &FormBar::redoRequested);
    connect(m_reset, &QToolButton::clicked, this, [this] { m_model.resetAll(); });
    connect(&model, &FormModel::canUndoChanged, m_undo, &QWidget::setEnabled);
    connect(&model, &FormModel::canRedoChanged, m_redo, &QWidget::setEnabled);
    connect(&model, &FormModel::valueChanged, this, &FormBar::updateReset);
    connect(&model, &FormModel::schemaChanged, this, &FormBar::updateReset);
    updateReset();
}

QToolButton *FormBar::addButton(const QString &icon, const QString &name, const QString &objectName)
{
    QToolButton *button = makeQuietButton(icon, name, this);
    button->setObjectName(objectName);
    button->setFixedSize(buttonEdge, buttonEdge);
    button->setIconSize({16, 16});
    button->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(button);
    return button;
}

void FormBar::setFieldCount(qsizetype count)
{
    m_filter->clear();
    m_filter->setVisible(count > fieldsAtAGlance);
    m_note->setVisible(m_filter->isHidden());
    setVisible(count > 0);
}

void FormBar::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void FormBar::updateReset()
{
    const QList<FieldSpec> &fields = m_model.schema().input.children;
    const auto changed =
        std::count_if(fields.begin(), fields.end(), [this](const FieldSpec &field) {
            return m_model.isChanged(jsonPointer({field.name}));
        });
    m_reset->setEnabled(changed > 0);
    m_note->setText(changed == 0
                        ? QString()
                        : tr("%n changed", "options of the form", static_cast<int>(changed)));
}

bool FormBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress && !m_filter->text().isEmpty()
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_filter->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace peregrine
