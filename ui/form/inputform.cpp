#include "ui/form/inputform.h"

#include "core/base/json.h"
#include "core/prompts/promptkind.h"
#include "core/schema/formmodel.h"
#include "ui/form/fieldeditor.h"
#include "ui/form/fieldrow.h"
#include "ui/form/foldsection.h"
#include "ui/form/formcontext.h"
#include "ui/form/pastedpictures.h"
#include "ui/form/taborder.h"
#include "ui/theme/theme.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/systemdialogs.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

InputForm::InputForm(Thumbnailer &thumbnails, QWidget *parent)
    : InputForm(thumbnails, std::make_unique<SystemDialogs>(), nullptr, parent)
{ }

InputForm::InputForm(Thumbnailer &thumbnails, Dialogs &dialogs, QWidget *parent)
    : InputForm(thumbnails, nullptr, &dialogs, parent)
{ }

InputForm::InputForm(Thumbnailer &thumbnails, std::unique_ptr<Dialogs> owned, Dialogs *dialogs,
                     QWidget *parent)
    : QWidget(parent)
    , m_ownDialogs(std::move(owned))
    , m_pasted(std::make_unique<PastedPictures>())
    , m_model(new FormModel(this))
    , m_context(new FormContext(*m_model, thumbnails, dialogs ? *dialogs : *m_ownDialogs, *m_pasted,
                                m_registry, this))
    , m_scroll(new QScrollArea(this))
{
    setObjectName(QStringLiteral("inputForm"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);

    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key)), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &InputForm::submit);
    }
    connect(m_context, &FormContext::messageForUser, this, &InputForm::messageForUser);
    connect(m_context, &FormContext::seedPolicyChanged, this, &InputForm::seedPolicyChanged);
    connect(m_context, &FormContext::rowsChanged, this, [this] {
        if (!std::exchange(m_arranging, true))
            QMetaObject::invokeMethod(this, &InputForm::arrange, Qt::QueuedConnection);
    });
    connect(m_model, &FormModel::errorsChanged, this, &InputForm::distributeFaults);
    connect(m_model, &FormModel::valueChanged, this, [this] {
        updateNote();
        Q_EMIT changed();
    });
}

InputForm::~InputForm()
{
    // The rows speak to the context and the model to their last, so they go first.
    delete m_scroll->takeWidget();
}

void InputForm::setSchema(const ModelSchema &schema)
{
    // Out of the way before the model changes under the editors.
    delete m_scroll->takeWidget();
    m_content = nullptr;
    m_more = nullptr;
    m_general = nullptr;
    m_model->switchSchema(schema);
    build();
}

void InputForm::clear()
{
    setSchema({});
}

void InputForm::build()
{
    m_content = new QWidget;
    m_content->setObjectName(QStringLiteral("formContent"));
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(theme::space3, theme::space1, theme::space3, theme::space3);
    layout->setSpacing(theme::space3);
    m_general = new QLabel(m_content);
    m_general->setWordWrap(true);
    m_general->setTextFormat(Qt::PlainText);
    m_general->setObjectName(QStringLiteral("fault"));
    m_general->hide();
    layout->addWidget(m_general);
    m_folded.clear();

    const FieldSpec &root = m_model->schema().input;
    if (root.kind == FieldKind::Object) {
        for (const FieldSpec &field : root.children) {
            const bool hidden =
                field.hidden && !(field.required && initialValue(field).isUndefined());
            if (!hidden && field.important)
                addRow(layout, field);
        }
        m_more = new FoldSection(tr("More options"), m_content);
        m_more->setObjectName(QStringLiteral("moreOptions"));
        for (const FieldSpec &field : root.children) {
            if (field.hidden || field.important)
                continue;
            addRow(m_more->contents(), field);
            m_folded.append(jsonPointer({field.name}));
        }
        layout->addWidget(m_more);
        m_more->setVisible(!m_folded.isEmpty());
        m_more->setUnfolded(m_moreUnfolded);
        connect(m_more, &FoldSection::toggled, this,
                [this](bool unfolded) { m_moreUnfolded = unfolded; });
    } else if (root.required) {
        FieldSpec whole = root;
        whole.title = tr("Input");
        layout->addWidget(new FieldRow(whole, QString(), *m_context, m_content));
    }
    layout->addStretch(1);
    m_scroll->setWidget(m_content);
    m_content->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    updateNote();
    arrange();
}

void InputForm::addRow(QVBoxLayout *layout, const FieldSpec &spec)
{
    layout->addWidget(new FieldRow(spec, jsonPointer({spec.name}), *m_context, m_content));
}

void InputForm::arrange()
{
    m_arranging = false;
    if (m_content)
        followLayouts(m_content);
    distributeFaults();
    Q_EMIT rowsArranged();
}

void InputForm::updateNote()
{
    if (!m_more)
        return;
    const auto changedCount =
        std::count_if(m_folded.begin(), m_folded.end(),
                      [this](const QString &pointer) { return m_model->isChanged(pointer); });
    m_more->setNote(changedCount == 0
                        ? QString()
                        : tr("%n changed", "options", static_cast<int>(changedCount)));
}

void InputForm::distributeFaults()
{
    if (!m_content)
        return;
    QMap<FieldRow *, QString> words;
    QString general;
    const QMap<QString, QString> &errors = m_model->errors();
    for (auto it = errors.cbegin(); it != errors.cend(); ++it) {
        FieldRow *row = m_context->rowFor(it.key());
        QString &text = row ? words[row] : general;
        text = text.isEmpty() ? it.value() : text + u'\n' + it.value();
    }
    const QList<FieldRow *> rows = m_content->findChildren<FieldRow *>();
    for (FieldRow *row : rows)
        row->setFault(words.value(row));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, theme::color(theme::Tone::Danger, colours));
    m_general->setPalette(colours);
    m_general->setText(general);
    m_general->setVisible(!general.isEmpty());
}

void InputForm::showFaults(const QList<FieldFault> &faults)
{
    m_model->setFaults(faults);
    FieldRow *first = nullptr;
    for (const FieldFault &fault : faults) {
        first = m_context->rowFor(jsonPointer(fault.path));
        if (first)
            break;
    }
    if (!first) {
        if (!faults.isEmpty())
            m_scroll->ensureVisible(0, 0);
        return;
    }
    first->reveal();
    first->editor()->mainWidget()->setFocus(Qt::OtherFocusReason);
    // Where it stands is known when what was unfolded is laid out.
    QMetaObject::invokeMethod(
        first, [this, first] { m_scroll->ensureWidgetVisible(first, 0, theme::space5); },
        Qt::QueuedConnection);
}

void InputForm::focusPrompt()
{
    const QList<FieldSpec> &fields = m_model->schema().input.children;
    const auto prompt = std::find_if(fields.begin(), fields.end(), [](const FieldSpec &field) {
        return field.meaning == FieldMeaning::Prompt || field.meaning == FieldMeaning::Script;
    });
    const auto first = prompt != fields.end() ? prompt : fields.begin();
    if (first == fields.end())
        return;
    if (FieldRow *row = m_context->rowFor(jsonPointer({first->name})))
        row->editor()->mainWidget()->setFocus(Qt::ShortcutFocusReason);
}

QList<InputForm::PromptField> InputForm::promptFields() const
{
    QList<PromptField> found;
    for (const FieldSpec &field : m_model->schema().input.children) {
        const QString pointer = jsonPointer({field.name});
        const FieldRow *row = promptKindOf(field.meaning) ? m_context->rowFor(pointer) : nullptr;
        if (!row || row->pointer() != pointer)
            continue;
        if (auto *text = qobject_cast<QPlainTextEdit *>(row->editor()->mainWidget()))
            found.append({pointer, field.meaning, text});
    }
    return found;
}

void InputForm::addTitleWidget(const QString &pointer, QWidget *widget)
{
    if (FieldRow *row = m_context->rowFor(pointer))
        row->addTitleWidget(widget);
}

SeedPolicy InputForm::seedPolicy() const
{
    return m_context->seedPolicy();
}

void InputForm::setSeedPolicy(SeedPolicy policy)
{
    m_context->setSeedPolicy(policy);
}

void InputForm::setLastSeed(qint64 seed)
{
    m_context->lastSeed = seed;
}

void InputForm::setPastedFolder(const QString &folder)
{
    m_pasted->setFolder(folder);
}

void InputForm::submit()
{
    if (m_context->isComposing())
        return;
    // A searched choice that is still being typed counts.
    if (auto *line = qobject_cast<QLineEdit *>(QApplication::focusWidget()))
        Q_EMIT line->editingFinished();
    Q_EMIT submitRequested();
}

} // namespace peregrine
