#include "ui/form/editors/mediaeditor.h"

#include "core/base/async.h"
#include "core/media/clipbook.h"
#include "core/media/thumbnailer.h"
#include "core/schema/cliplimits.h"
#include "core/schema/formmodel.h"
#include "core/schema/localfilecheck.h"
#include "core/schema/mediahints.h"
#include "core/uploads/uploadtray.h"
#include "ui/form/editors/dropzone.h"
#include "ui/form/editors/maskfit.h"
#include "ui/form/editors/mediaintake.h"
#include "ui/form/editors/mediawords.h"
#include "ui/form/editors/problemlabel.h"
#include "ui/form/fieldrow.h"
#include "ui/form/formcontext.h"
#include "ui/form/picture/picturework.h"
#include "ui/theme/theme.h"
#include "ui/widgets/dialogs.h"

#include <QFileInfo>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace peregrine {

namespace {

/// Of a pasted picture until its thumbnail is there, in pixels.
constexpr int previewEdge = 320;

} // namespace

MediaEditor::MediaEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                         FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_intake(new MediaIntake(spec(), formContext, this))
    , m_zone(new DropZone(fieldSpec.mediaKind, this))
    , m_address(new QLineEdit(this))
    , m_problem(new ProblemLabel(formContext.model, fieldPointer, this))
    , m_shrink(new QPushButton(tr("Make it smaller"), this))
{
    addButtons();
    connectIntake();
    m_address->setPlaceholderText(QStringLiteral("https://"));
    m_address->setAccessibleName(tr("Web address for “%1”").arg(fieldSpec.title));
    m_address->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".address"));
    m_address->setClearButtonEnabled(true);
    m_address->hide();
    m_shrink->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".shrink"));
    m_shrink->setToolTip(tr("Use a smaller copy; the file itself stays as it is."));
    m_shrink->hide();
    connect(m_shrink, &QPushButton::clicked, m_intake, &MediaIntake::takeSmaller);
    if (formContext.uploads) {
        connect(formContext.uploads, &UploadTray::changed, this, [this](const QString &path) {
            if (path == m_shown)
                showFacts();
        });
    }

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space1);
    layout->addWidget(m_zone);
    layout->addWidget(m_address);
    layout->addWidget(m_problem);
    layout->addWidget(m_shrink, 0, Qt::AlignLeft);

    if (spec().meaning == FieldMeaning::Mask) {
        m_maskFit = new MaskFit(model(), pointer(), this);
        connect(m_maskFit, &MaskFit::changed, this, &MediaEditor::refresh);
    }
    connect(m_zone, &DropZone::dropped, m_intake, &MediaIntake::take);
    connect(m_zone, &DropZone::chooseRequested, this, &MediaEditor::choose);
    connect(m_zone, &DropZone::clearRequested, this, &MediaEditor::clear);
    connect(m_zone, &DropZone::nothingToPaste, this, [this] {
        say(spec().mediaKind == MediaKind::Image
                ? tr("The clipboard holds no picture, file or web address.")
                : tr("The clipboard holds no file or web address."));
    });
    connect(m_address, &QLineEdit::textEdited, this, [this](const QString &text) {
        showWords({}, theme::Tone::Danger);
        commit(text.trimmed().isEmpty() ? QJsonValue(QJsonValue::Undefined)
                                        : QJsonValue(text.trimmed()));
    });
    connect(m_address, &QLineEdit::editingFinished, this, &MediaEditor::refresh);
    ready();
}

void MediaEditor::addButtons()
{
    m_paste =
        makeQuietButton(QStringLiteral("paste"), tr("Paste a picture, file or address"), m_zone);
    m_link = makeQuietButton(QStringLiteral("link"), tr("Type a web address"), m_zone);
    m_gallery = makeQuietButton(QStringLiteral("library"), tr("Choose from the library"), m_zone);
    m_clear = makeQuietButton(QStringLiteral("close"), tr("Remove the file"), m_zone);
    const QString name = fieldObjectName(pointer());
    m_paste->setObjectName(name + QStringLiteral(".paste"));
    m_link->setObjectName(name + QStringLiteral(".link"));
    m_gallery->setObjectName(name + QStringLiteral(".library"));
    m_clear->setObjectName(name + QStringLiteral(".clear"));
    QList<QToolButton *> buttons{m_gallery, m_paste, m_link, m_clear};
    if (spec().meaning == FieldMeaning::Archive) {
        m_folder = makeQuietButton(QStringLiteral("folder-open"), tr("Choose a folder"), m_zone);
        m_folder->setObjectName(name + QStringLiteral(".folder"));
        connect(m_folder, &QToolButton::clicked, this, &MediaEditor::chooseFolder);
        buttons.prepend(m_folder);
    }
    if (spec().meaning == FieldMeaning::Mask)
        buttons.prepend(makeMaskButton(spec(), pointer(), context()));
    for (QToolButton *button : std::as_const(buttons)) {
        button->setFixedSize(26, 26);
        button->setIconSize({16, 16});
        button->setFocusPolicy(Qt::StrongFocus);
        m_zone->addButton(button);
    }
    connect(m_paste, &QToolButton::clicked, m_zone, &DropZone::paste);
    connect(m_gallery, &QToolButton::clicked, this, &MediaEditor::chooseFromLibrary);
    connect(m_clear, &QToolButton::clicked, this, &MediaEditor::clear);
    connect(m_link, &QToolButton::clicked, this, [this] {
        showAddressLine(true);
        m_address->setFocus(Qt::OtherFocusReason);
    });
}

QWidget *MediaEditor::mainWidget()
{
    return m_zone;
}

void MediaEditor::chooseFolder()
{
    context().dialogs.openFolder(this, tr("Choose a folder for “%1”").arg(spec().title),
                                 [this](const QString &path) {
                                     if (!path.isEmpty())
                                         m_intake->take({{path}, {}, {}});
                                 });
}

void MediaEditor::choose()
{
    if (spec().meaning == FieldMeaning::Archive) {
        context().dialogs.openFiles(this, tr("Choose files for “%1”").arg(spec().title),
                                    fileFilter(spec().mediaKind), [this](const QStringList &paths) {
                                        if (!paths.isEmpty())
                                            m_intake->take({paths, {}, {}});
                                    });
        return;
    }
    context().dialogs.openFile(this, tr("Choose a file for “%1”").arg(spec().title),
                               fileFilter(spec().mediaKind), [this](const QString &path) {
                                   if (!path.isEmpty())
                                       m_intake->takeFile(path);
                               });
}

void MediaEditor::chooseFromLibrary()
{
    context().pickAsset(m_gallery, spec().mediaKind,
                        [editor = QPointer<MediaEditor>(this)](const QString &path) {
                            if (editor)
                                editor->m_intake->takeFile(path);
                        });
}

void MediaEditor::connectIntake()
{
    connect(m_intake, &MediaIntake::accepted, this, [this](const QString &path) {
        say({});
        model().setFile(pointer(), path);
    });
    connect(m_intake, &MediaIntake::acceptedAddress, this,
            [this](const QString &address) { model().setValue(pointer(), address); });
    connect(m_intake, &MediaIntake::refused, this, [this](const QString &words) {
        forgetPasted();
        say(words);
    });
    connect(m_intake, &MediaIntake::tooLarge, this, [this](const QString &words) {
        forgetPasted();
        say(words);
        m_shrink->show();
    });
    connect(m_intake, &MediaIntake::saving, this, &MediaEditor::showPasted);
    connect(m_intake, &MediaIntake::busy, this,
            [this](const QString &words) { showWords(words, theme::Tone::TextMuted); });
    connect(m_intake, &MediaIntake::progressed, m_zone, &DropZone::setProgress);
    connect(m_intake, &MediaIntake::news, &context(), &FormContext::messageForUser);
}

void MediaEditor::showPasted(const QImage &picture)
{
    // Seen at once: to pack it takes a moment.
    m_pasted = QPixmap::fromImage(
        picture.scaled(2 * previewEdge, 2 * previewEdge, Qt::KeepAspectRatio)
            .scaled(previewEdge, previewEdge, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    m_zone->showFile(tr("Pasted picture"),
                     tr("%1 × %2").arg(picture.width()).arg(picture.height()));
    m_zone->setPreview(m_pasted);
}

void MediaEditor::forgetPasted()
{
    if (m_pasted.isNull())
        return;
    m_pasted = {};
    refresh();
}

void MediaEditor::clear()
{
    m_intake->cancel();
    model().setValue(pointer(), QJsonValue::Undefined);
    m_zone->setFocus(Qt::OtherFocusReason);
}

void MediaEditor::showAddressLine(bool shown)
{
    m_address->setVisible(shown);
    m_zone->setVisible(!shown || m_address->text().isEmpty());
}

void MediaEditor::showWords(const QString &words, theme::Tone tone)
{
    m_problem->say(words, tone);
    m_shrink->hide();
}

void MediaEditor::say(const QString &problem)
{
    showWords(problem, theme::Tone::Danger);
    if (!problem.isEmpty())
        Q_EMIT context().messageForUser(problem);
}

void MediaEditor::refresh()
{
    say({});
    m_shown.clear();
    m_zone->setProgress(-1);
    const QString path = model().file(pointer());
    const QString address = path.isEmpty() ? value().toString() : QString();
    const bool full = !path.isEmpty() || !address.isEmpty();
    m_paste->setVisible(!full);
    m_link->setVisible(!full);
    if (m_folder)
        m_folder->setVisible(!full);
    m_gallery->setVisible(!full && context().pickAsset && spec().mediaKind != MediaKind::Other);
    m_clear->setVisible(full);
    m_zone->setVisible(true);
    if (!m_address->hasFocus()) {
        m_address->setText(address.startsWith(QLatin1String("data:")) ? QString() : address);
        m_address->hide();
    }
    if (!path.isEmpty()) {
        showLocalFile(path);
        if (m_maskFit && !m_maskFit->words().isEmpty())
            showWords(m_maskFit->words(), theme::Tone::Warning);
        return;
    }
    if (address.isEmpty()) {
        m_zone->showEmpty(m_folder ? archiveInvitation() : dropInvitation(spec().mediaKind, false));
        m_zone->setAccessibleName(spec().title);
        return;
    }
    const QUrl url(address);
    if (url.scheme() == QLatin1String("data"))
        m_zone->showFile(tr("Data in the address"),
                         QLocale().formattedDataSize(address.size() * 3 / 4));
    else
        m_zone->showFile(url.fileName().isEmpty() ? address : url.fileName(), url.host());
    m_zone->setToolTip(address.left(200));
    m_zone->setAccessibleName(tr("%1: %2").arg(spec().title, address.left(200)));
}

void MediaEditor::showLocalFile(const QString &path)
{
    const QFileInfo info(path);
    const auto facts = checkLocalFile(path, spec().mediaKind, spec().limits);
    QStringList words;
    if (facts) {
        if (facts->pixels.isValid())
            words.append(tr("%1 × %2").arg(facts->pixels.width()).arg(facts->pixels.height()));
        words.append(
            QLocale().formattedDataSize(facts->bytes, 1, QLocale::DataSizeTraditionalFormat));
    } else {
        // It was fine when it was chosen. Sending says what is wrong; this only warns.
        words.append(tr("Cannot be used any more"));
    }
    m_facts = words.join(QStringLiteral(" · "));
    m_shown = path;
    showFacts();
    if (const QPixmap pasted = std::exchange(m_pasted, {}); !pasted.isNull())
        m_zone->setPreview(pasted);
    m_zone->setToolTip(facts ? path : facts.error());
    m_zone->setAccessibleName(tr("%1: %2").arg(spec().title, info.fileName()));
    if (!facts)
        return;
    requestPreview(path);
    if (isClip(spec().mediaKind))
        showClip(path);
}

void MediaEditor::showClip(const QString &path)
{
    whenDone(this, context().clips->probe(path), [this, path](const ClipFacts &facts) {
        if (path != m_shown)
            return;
        if (const QString words = clipWords(facts); !words.isEmpty())
            m_facts = words + QStringLiteral(" · ")
                + QLocale().formattedDataSize(QFileInfo(path).size(), 1,
                                              QLocale::DataSizeTraditionalFormat);
        showFacts();
        // It may have come from another model's form, where it was fine.
        showWords(clipFault(QFileInfo(path).fileName(), facts, spec().mediaKind, spec().limits),
                  theme::Tone::Danger);
    });
}

void MediaEditor::showFacts()
{
    const auto upload =
        context().uploads ? context().uploads->stateOf(m_shown) : std::optional<UploadState>();
    const QString words =
        upload ? m_facts + QStringLiteral(" · ") + fieldUploadWords(*upload) : m_facts;
    if (upload && upload->step == UploadState::Step::Failed)
        m_zone->setToolTip(upload->problem);
    m_zone->showFile(QFileInfo(m_shown).fileName(), words);
    m_zone->setProgress(upload ? fieldUploadPart(*upload) : -1);
    m_zone->setAccessibleDescription(words);
}

void MediaEditor::requestPreview(const QString &path)
{
    const MediaKind kind = mediaKindOfFileName(path).value_or(spec().mediaKind);
    if (kind != MediaKind::Image && kind != MediaKind::Video && kind != MediaKind::Audio)
        return;
    const int ask = ++m_ask;
    whenDone(this, context().thumbnails.thumbnail(path, kind),
             [this, ask](const LoadedImage &image) {
                 if (ask == m_ask && image)
                     m_zone->setPreview(QPixmap::fromImage(*image));
             });
}

} // namespace peregrine
