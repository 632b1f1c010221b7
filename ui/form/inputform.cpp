#include "ui/form/inputform.h"

#include "core/archive/filepacker.h"
#include "core/base/json.h"
#include "core/media/clipbook.h"
#include "core/media/pictureconverter.h"
#include "core/prompts/promptkind.h"
#include "core/schema/formmodel.h"
#include "ui/form/editors/dropzone.h"
#include "ui/form/fieldeditor.h"
#include "ui/form/fieldrow.h"
#include "ui/form/formbar.h"
#include "ui/form/formcontent.h"
#include "ui/form/formcontext.h"
#include "ui/form/pastedpictures.h"
#include "ui/form/stayinview.h"
#include "ui/form/taborder.h"
#include "ui/theme/theme.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/systemdialogs.h"

#include <QApplication>
#include <QFileInfo>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

constexpr QLatin1String packedFolder("/packed");

} // namespace

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
    , m_converter(
          std::make_unique<PictureConverter>(m_pasted->folder() + QStringLiteral("/converted")))
    , m_packer(std::make_unique<FilePacker>())
    , m_clips(std::make_unique<ClipBook>())
    , m_model(new FormModel(this))
    , m_context(new FormContext(*m_model, thumbnails, dialogs ? *dialogs : *m_ownDialogs, *m_pasted,
                                m_registry, this))
    , m_bar(new FormBar(*m_model, this))
    , m_scroll(new QScrollArea(this))
    , m_stay(new StayInView(*m_scroll, theme::space2, this))
{
    setObjectName(QStringLiteral("inputForm"));
    m_context->converter = m_converter.get();
    m_context->packer = m_packer.get();
    m_packer->setFolder(m_pasted->folder() + packedFolder);
    m_context->clips = m_clips.get();
    m_model->setClipLookup(
        [clips = m_clips.get()](const QString &path) { return clips->known(path); });
    connect(m_clips.get(), &ClipBook::allProbed, this, &InputForm::filesKnown);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_scroll, 1);
    m_bar->hide();

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
    connect(m_model, &FormModel::errorsChanged, this, [this] {
        if (m_content)
            m_content->distributeFaults();
    });
    connect(m_model, &FormModel::valueChanged, this, &InputForm::changed);
    connect(m_model, &FormModel::valueChanged, this, &InputForm::followFiles);
    connect(m_bar, &FormBar::filterChanged, this, [this](const QString &words) {
        if (m_content)
            m_content->filter(words);
    });
    connect(m_bar, &FormBar::undoRequested, this, [this] { step(&FormModel::undo); });
    connect(m_bar, &FormBar::redoRequested, this, [this] { step(&FormModel::redo); });
    const auto key = [this](QKeySequence::StandardKey keys, Step act) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, act] { step(act); });
    };
    key(QKeySequence::Undo, &FormModel::undo);
    key(QKeySequence::Redo, &FormModel::redo);
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
    m_model->switchSchema(schema);
    build();
}

void InputForm::clear()
{
    setSchema({});
}

void InputForm::build()
{
    m_content = new FormContent(*m_context);
    m_content->setMoreUnfolded(m_moreUnfolded);
    connect(m_content, &FormContent::moreToggled, this,
            [this](bool unfolded) { m_moreUnfolded = unfolded; });
    m_bar->setFieldCount(m_content->fieldCount());
    m_scroll->setWidget(m_content);
    m_content->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    arrange();
}

void InputForm::arrange()
{
    m_arranging = false;
    if (m_content) {
        followLayouts(m_content);
        m_content->distributeFaults();
    }
    Q_EMIT rowsArranged();
}

bool InputForm::lookIntoFiles()
{
    const QList<FileInput> files = m_model->values().files;
    for (const FileInput &file : files) {
        const FieldSpec *field = m_model->spec(file.pointer);
        const bool isPicture = field && field->mediaKind == MediaKind::Image;
        if (!isPicture && QFileInfo(file.path).isFile() && !m_clips->known(file.path))
            m_clips->probe(file.path);
    }
    return m_clips->isProbing();
}

void InputForm::showFaults(const QList<FieldFault> &faults)
{
    m_model->setFaults(faults);
    FieldRow *first = nullptr;
    for (const FieldFault &fault : faults) {
        first = m_content->rowFor(jsonPointer(fault.path));
        if (first)
            break;
    }
    if (first)
        goTo(*first);
    else if (!faults.isEmpty())
        m_scroll->ensureVisible(0, 0);
}

void InputForm::goTo(FieldRow &row)
{
    m_bar->setFieldCount(m_content->fieldCount());
    row.reveal();
    if (!row.isAncestorOf(QApplication::focusWidget()))
        row.editor()->mainWidget()->setFocus(Qt::OtherFocusReason);
    // Where it stands is known when what was unfolded is laid out.
    QMetaObject::invokeMethod(
        &row, [this, place = &row] { m_scroll->ensureWidgetVisible(place, 0, theme::space5); },
        Qt::QueuedConnection);
}

void InputForm::followFiles(const QString &changed)
{
    const QList<FileInput> before = std::exchange(m_files, m_model->files());
    m_stay->release();
    const auto fresh =
        std::find_if(m_files.cbegin(), m_files.cend(),
                     [&before](const FileInput &file) { return !before.contains(file); });
    // Of a form that is filled as a whole no field is what people look at.
    if (changed.isEmpty() || fresh == m_files.cend())
        return;
    // An entry of a list gets its row only now.
    QMetaObject::invokeMethod(
        this,
        [this, place = fresh->pointer] {
            if (FieldRow *row = m_context->rowFor(place))
                m_stay->keep(*row);
        },
        Qt::QueuedConnection);
}

void InputForm::step(Step act)
{
    // What was typed and taken back in one field leaves a step that changes nothing.
    const FormValues before = m_model->values();
    std::optional<QString> where;
    do {
        where = (m_model->*act)();
    } while (where && m_model->values() == before);
    if (!where || where->isEmpty() || !m_content)
        return;
    if (FieldRow *row = m_content->rowFor(*where))
        goTo(*row);
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
    FieldRow *row = m_content->rowFor(jsonPointer({first->name}));
    if (!row)
        return;
    QWidget *place = row->editor()->mainWidget();
    place->setFocus(Qt::ShortcutFocusReason);
    auto *text = qobject_cast<QPlainTextEdit *>(place);
    if (!text || text->textCursor().position() > 0 || text->textCursor().hasSelection())
        return;
    // Nobody was in it yet: the author's example is there to be typed over, own words to go on.
    if (first->examples.contains(QJsonValue(text->toPlainText())))
        text->selectAll();
    else
        text->moveCursor(QTextCursor::End);
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

void InputForm::setAssetPicker(AssetPicker picker)
{
    m_context->pickAsset = std::move(picker);
}

void InputForm::setUploads(UploadTray *uploads)
{
    m_context->uploads = uploads;
}

void InputForm::setWebPictures(WebPictures *pictures)
{
    m_context->webPictures = pictures;
}

bool InputForm::fill(const QString &pointer, const Drop &drop)
{
    FieldRow *row = m_context->rowFor(pointer);
    DropZone *zone = row && row->pointer() == pointer ? row->editor()->dropZone() : nullptr;
    if (!zone)
        return false;
    row->reveal();
    m_scroll->ensureWidgetVisible(row, 0, theme::space5);
    Q_EMIT zone->dropped(drop);
    return true;
}

void InputForm::setPastedFolder(const QString &folder)
{
    m_pasted->setFolder(folder);
    m_converter->setFolder(folder + QStringLiteral("/converted"));
    m_packer->setFolder(folder + packedFolder);
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
