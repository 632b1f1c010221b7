#include "ui/form/editors/mediaeditor.h"

#include "core/base/async.h"
#include "core/media/clipbook.h"
#include "core/media/thumbnailer.h"
#include "core/schema/cliplimits.h"
#include "core/schema/formmodel.h"
#include "core/schema/localfilecheck.h"
#include "core/schema/mediahints.h"
#include "core/uploads/uploadtray.h"
#include "ui/form/editors/archiveintake.h"
#include "ui/form/editors/dropzone.h"
#include "ui/form/editors/mediawords.h"
#include "ui/form/editors/problemlabel.h"
#include "ui/form/fieldrow.h"
#include "ui/form/formcontext.h"
#include "ui/form/pastedpictures.h"
#include "ui/form/picture/pictureintake.h"
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
    , m_zone(new DropZone(fieldSpec.mediaKind, this))
    , m_address(new QLineEdit(this))
    , m_problem(new ProblemLabel(formContext.model, fieldPointer, this))
    , m_shrink(new QPushButton(tr("Make it smaller"), this))
{
    addButtons();
    m_address->setPlaceholderText(QStringLiteral("https://"));
    m_address->setAccessibleName(tr("Web address for “%1”").arg(fieldSpec.title));
    m_address->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".address"));
    m_address->setClearButtonEnabled(true);
    m_address->hide();
    m_shrink->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".shrink"));
    m_shrink->setToolTip(tr("Use a smaller copy; the file itself stays as it is."));
    m_shrink->hide();
    connect(m_shrink, &QPushButton::clicked, this, [this] { takeConverted(m_offered); });
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

    connect(m_zone, &DropZone::dropped, this, &MediaEditor::take);
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
                                         take({{path}, {}, {}});
                                 });
}

void MediaEditor::choose()
{
    if (spec().meaning == FieldMeaning::Archive) {
        context().dialogs.openFiles(this, tr("Choose files for “%1”").arg(spec().title),
                                    fileFilter(spec().mediaKind), [this](const QStringList &paths) {
                                        if (!paths.isEmpty())
                                            take({paths, {}, {}});
                                    });
        return;
    }
    context().dialogs.openFile(this, tr("Choose a file for “%1”").arg(spec().title),
                               fileFilter(spec().mediaKind), [this](const QString &path) {
                                   if (!path.isEmpty())
                                       takeFile(path);
                               });
}

void MediaEditor::chooseFromLibrary()
{
    context().pickAsset(m_gallery, spec().mediaKind,
                        [editor = QPointer<MediaEditor>(this)](const QString &path) {
                            if (editor)
                                editor->takeFile(path);
                        });
}

void MediaEditor::take(const Drop &drop)
{
    if (m_archive)
        m_archive->cancel();
    if (ArchiveIntake::isNeeded(spec(), drop.files)) {
        takeFilesPacked(drop.files);
    } else if (!drop.files.isEmpty()) {
        takeFile(drop.files.first());
        if (drop.files.size() > 1)
            Q_EMIT context().messageForUser(
                tr("“%1” takes one file; the first of them was used.").arg(spec().title));
    } else if (!drop.picture.isNull()) {
        takePicture(drop.picture);
    } else {
        takeAddress(drop.address);
    }
}

void MediaEditor::takeFilesPacked(const QStringList &paths)
{
    ++m_ask;
    if (!m_archive) {
        m_archive = new ArchiveIntake(*context().packer, this);
        connect(m_archive, &ArchiveIntake::progressed, m_zone, &DropZone::setProgress);
        connect(m_archive, &ArchiveIntake::failed, this, [this](const QString &words) {
            m_zone->setProgress(-1);
            say(words);
        });
        connect(m_archive, &ArchiveIntake::packed, this, [this](const PackedFiles &archive) {
            takeFile(archive.path);
            Q_EMIT context().messageForUser(
                tr("%n file(s) are packed into “%1”.", nullptr, archive.files)
                    .arg(QFileInfo(archive.path).fileName()));
        });
    }
    showWords(tr("Packing…"), theme::Tone::TextMuted);
    m_archive->pack(paths);
}

void MediaEditor::takeFile(const QString &path)
{
    ++m_ask;
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const Intake intake = judgeFile(absolute, spec());
    switch (intake.verdict) {
    case Intake::Verdict::Take:
        if (isClip(spec().mediaKind))
            takeClip(absolute);
        else
            model().setFile(pointer(), absolute);
        break;
    case Intake::Verdict::Convert:
        takeConverted(absolute);
        break;
    case Intake::Verdict::Shrink:
        offerSmaller(absolute, intake.words);
        break;
    case Intake::Verdict::Refuse:
        forgetPasted();
        say(intake.words);
        break;
    }
}

void MediaEditor::takeClip(const QString &path)
{
    const int ask = ++m_ask;
    const QString name = QFileInfo(path).fileName();
    showWords(tr("Looking into “%1”…").arg(name), theme::Tone::TextMuted);
    whenDone(this, context().clips->probe(path), [this, ask, path, name](const ClipFacts &facts) {
        if (ask != m_ask)
            return;
        const QString fault = clipFault(name, facts, spec().mediaKind, spec().limits);
        say(fault);
        if (fault.isEmpty())
            model().setFile(pointer(), path);
    });
}

void MediaEditor::takeConverted(const QString &path)
{
    const int ask = ++m_ask;
    m_shrink->setEnabled(false);
    whenDone(this, context().converter->convert(path, pictureLimits(spec())),
             [this, ask, path](const PictureConverter::Result &copy) {
                 m_shrink->setEnabled(true);
                 if (ask != m_ask)
                     return;
                 if (!copy) {
                     forgetPasted();
                     say(copy.error().message);
                     return;
                 }
                 model().setFile(pointer(), copy->path);
                 Q_EMIT context().messageForUser(
                     tr("“%1” is sent as a copy that the model takes: %2 × %3 pixels, %4.")
                         .arg(QFileInfo(path).fileName())
                         .arg(copy->pixels.width())
                         .arg(copy->pixels.height())
                         .arg(QLocale().formattedDataSize(copy->bytes, 1,
                                                          QLocale::DataSizeTraditionalFormat)));
             });
}

void MediaEditor::forgetPasted()
{
    if (m_pasted.isNull())
        return;
    m_pasted = {};
    refresh();
}

void MediaEditor::offerSmaller(const QString &path, const QString &words)
{
    forgetPasted();
    say(words);
    m_offered = path;
    m_shrink->show();
}

void MediaEditor::takePicture(const QImage &picture)
{
    const int ask = ++m_ask;
    // Seen at once: to pack it takes a moment.
    m_pasted = QPixmap::fromImage(
        picture.scaled(2 * previewEdge, 2 * previewEdge, Qt::KeepAspectRatio)
            .scaled(previewEdge, previewEdge, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    m_zone->showFile(tr("Pasted picture"),
                     tr("%1 × %2").arg(picture.width()).arg(picture.height()));
    m_zone->setPreview(m_pasted);
    whenDone(this, context().pasted.save(picture), [this, ask](const SavedPicture &saved) {
        if (ask != m_ask)
            return;
        if (saved) {
            takeFile(*saved);
            return;
        }
        forgetPasted();
        say(saved.error().message);
    });
}

void MediaEditor::takeAddress(const QString &address)
{
    ++m_ask;
    model().setValue(pointer(), address);
}

void MediaEditor::clear()
{
    ++m_ask;
    if (m_archive)
        m_archive->cancel();
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
