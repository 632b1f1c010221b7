#include "ui/shell/medialink.h"

#include "core/base/async.h"
#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "core/schema/mediahints.h"
#include "core/schema/unionbranch.h"
#include "ui/form/inputform.h"
#include "ui/form/mimedrop.h"
#include "ui/shell/formpanel.h"
#include "ui/uploads/dropoverlay.h"

#include <QApplication>
#include <QClipboard>
#include <QCollator>
#include <QDir>
#include <QDirIterator>
#include <QDropEvent>
#include <QFileInfo>
#include <QJsonArray>
#include <QKeyEvent>
#include <QKeySequence>
#include <QLineEdit>
#include <QLocale>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QUrl>
#include <QtConcurrentRun>

#include <algorithm>

namespace peregrine {

namespace {

/// Groups in groups whose fields are offered.
constexpr int deepest = 3;

struct MediaField
{
    QString pointer;
    QString title;
    MediaKind kind = MediaKind::Other;
    bool isMask = false;
};

/// The spec of a file that the field takes, alone, in a list or as one of its kinds; nullptr: none.
const FieldSpec *fileSpec(const FieldSpec &field)
{
    const int branch = fileBranch(field);
    const FieldSpec &taker = branch < 0 ? field : field.children.at(branch);
    if (!takesFiles(taker))
        return nullptr;
    return taker.kind == FieldKind::List ? &taker.children.constFirst() : &taker;
}

/// The fields that take a file or several.
void collect(const FieldSpec &group, const QString &pointer, int depth, QList<MediaField> &found)
{
    for (const FieldSpec &field : group.children) {
        if (field.hidden || field.frozen)
            continue;
        const QString at = pointer + jsonPointer({field.name});
        if (const FieldSpec *file = fileSpec(field)) {
            found.append({at, field.title, file->mediaKind, field.meaning == FieldMeaning::Mask});
        } else if (field.kind == FieldKind::Object && depth < deepest) {
            collect(field, at, depth + 1, found);
        }
    }
}

/// What a field must take to be offered; nothing: any field may.
std::optional<MediaKind> kindOfMime(const QMimeData &mime)
{
    const QList<QUrl> urls = mime.urls();
    if (!urls.isEmpty() && urls.constFirst().isLocalFile()) {
        const QString path = urls.constFirst().toLocalFile();
        if (QFileInfo(path).isDir())
            return std::nullopt;
        return mediaKindOfFileName(path);
    }
    if (mime.hasImage())
        return MediaKind::Image;
    return urls.isEmpty() ? std::nullopt
                          : mediaKindOfFileName(urls.constFirst().toString(QUrl::FullyEncoded));
}

bool isTextInput(const QWidget *widget)
{
    // Drags over a scrolled text go to its viewport.
    return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget)
        || (widget && qobject_cast<const QPlainTextEdit *>(widget->parentWidget()));
}

/// Whether a text input has no use for it.
bool isForNoText(const QMimeData &mime)
{
    const QList<QUrl> urls = mime.urls();
    const bool files = !urls.isEmpty() && urls.constFirst().isLocalFile();
    return files || (mime.hasImage() && (mime.hasUrls() || !mime.hasText()));
}

/// Folders replaced by the files in them that a field of the kind takes, in the order of their
/// names. Not for the main thread.
QStringList unfolded(const QStringList &paths, MediaKind kind)
{
    QStringList files;
    // The C locale knows no numbers in names, so it is not left to the system's.
    QCollator byName{QLocale(QLocale::English)};
    byName.setNumericMode(true);
    for (const QString &path : paths) {
        if (!QFileInfo(path).isDir()) {
            files.append(path);
            continue;
        }
        QStringList inside;
        QDirIterator entries(path, QDir::Files | QDir::Readable);
        for (int seen = 0; entries.hasNext() && seen < MediaLink::mostEntries; ++seen) {
            const QString file = entries.next();
            if (kind == MediaKind::Other || mediaKindOfFileName(file) == kind)
                inside.append(file);
        }
        std::sort(inside.begin(), inside.end(), byName);
        files.append(inside);
    }
    return files.mid(0, MediaLink::mostFiles);
}

} // namespace

MediaLink::MediaLink(FormPanel &form, QWidget &page, QObject *parent)
    : QObject(parent)
    , m_form(form)
    , m_page(page)
    , m_overlay(new DropOverlay(&page))
{
    page.setAcceptDrops(true);
    connect(m_overlay, &DropOverlay::dropped, this, &MediaLink::fill);
    // Text inputs take keys and drags before the page hears of them.
    qApp->installEventFilter(this);
}

QList<DropChoice> MediaLink::choicesFor(const QMimeData &mime) const
{
    // Words alone are for text fields.
    if (!mime.hasUrls() && !mime.hasImage() && !readDrop(mime, MediaKind::Other))
        return {};
    QList<MediaField> fields;
    collect(m_form.input().model()->schema().input, QString(), 0, fields);
    std::stable_partition(fields.begin(), fields.end(),
                          [](const MediaField &field) { return !field.isMask; });
    const auto kind = kindOfMime(mime);
    // Pixels without a file or an address can only be a picture.
    const bool onlyPixels = mime.hasImage() && !mime.hasUrls();
    QList<DropChoice> choices;
    for (const MediaField &field : std::as_const(fields)) {
        const bool fits =
            !kind || *kind == field.kind || (field.kind == MediaKind::Other && !onlyPixels);
        if (fits)
            choices.append({field.pointer, field.title, effectOn(field.pointer, mime.urls().size()),
                            field.kind});
    }
    return choices;
}

QString MediaLink::effectOn(const QString &pointer, qsizetype files) const
{
    const FormModel &model = *m_form.input().model();
    if (isArchiveAt(pointer) && files > 1)
        return tr("Packs %n file(s)", nullptr, static_cast<int>(files));
    const FieldSpec *spec = model.spec(pointer);
    if (spec && spec->kind == FieldKind::List)
        return files > 1 ? tr("Adds %n file(s)", nullptr, static_cast<int>(files))
                         : tr("Adds to the list");
    const QString file = model.file(pointer);
    if (!file.isEmpty())
        return tr("Replaces %1").arg(QFileInfo(file).fileName());
    return model.value(pointer).toString().isEmpty() ? QString() : tr("Replaces its address");
}

bool MediaLink::isArchiveAt(const QString &pointer) const
{
    const FieldSpec *spec = m_form.input().model()->spec(pointer);
    return spec && spec->meaning == FieldMeaning::Archive;
}

MediaKind MediaLink::kindAt(const QString &pointer) const
{
    const FieldSpec *spec = m_form.input().model()->spec(pointer);
    const FieldSpec *file = spec ? fileSpec(*spec) : nullptr;
    return file ? file->mediaKind : MediaKind::Other;
}

void MediaLink::fill(const QString &pointer, const QMimeData &mime)
{
    const auto drop = readDrop(mime, kindAt(pointer));
    if (!drop) {
        Q_EMIT messageForUser(tr("There is no file, picture or web address in what was dropped."));
        return;
    }
    // An archive is made of what is dropped, folders included.
    const bool takesFolders = isArchiveAt(pointer);
    const bool hasFolder = !takesFolders
        && std::any_of(drop->files.cbegin(), drop->files.cend(),
                       [](const QString &path) { return QFileInfo(path).isDir(); });
    if (!hasFolder) {
        fillFrom(pointer, *drop);
        return;
    }
    whenDone(this, QtConcurrent::run(&unfolded, drop->files, kindAt(pointer)),
             [this, pointer](const QStringList &files) {
                 if (files.isEmpty())
                     Q_EMIT messageForUser(tr("The folder holds no file that this field takes."));
                 else
                     fillFrom(pointer, {files, {}, {}});
             });
}

void MediaLink::fillFrom(const QString &pointer, const Drop &drop)
{
    if (!m_form.input().fill(pointer, drop))
        Q_EMIT messageForUser(tr("The field is not there any more."));
}

bool MediaLink::paste()
{
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    const QList<DropChoice> choices = mime ? choicesFor(*mime) : QList<DropChoice>();
    if (choices.isEmpty()) {
        const bool isMedia = mime && (mime->hasImage() || (mime->hasUrls() && isForNoText(*mime)));
        if (isMedia)
            Q_EMIT messageForUser(tr("This model has no field for what the clipboard holds."));
        return isMedia;
    }
    const FormModel &model = *m_form.input().model();
    const auto empty =
        std::find_if(choices.cbegin(), choices.cend(), [&model](const DropChoice &choice) {
            const FieldSpec *spec = model.spec(choice.pointer);
            return (spec && spec->kind == FieldKind::List)
                || (model.file(choice.pointer).isEmpty()
                    && model.value(choice.pointer).toString().isEmpty());
        });
    if (empty == choices.cend()) {
        const DropChoice &full = choices.constFirst();
        Q_EMIT messageForUser(
            tr("What was pasted took the place of what “%1” held. Undo with %2.")
                .arg(full.title,
                     QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText)));
    }
    fill((empty == choices.cend() ? choices.cbegin() : empty)->pointer, *mime);
    return true;
}

bool MediaLink::takeDrag(QObject *watched, QEvent *event)
{
    auto *drag = static_cast<QDropEvent *>(event);
    auto *widget = qobject_cast<QWidget *>(watched);
    const bool overText = widget && widget != &m_page && m_page.isAncestorOf(widget)
        && isTextInput(widget) && isForNoText(*drag->mimeData());
    if (widget != &m_page && !overText)
        return false;
    const QList<DropChoice> choices = choicesFor(*drag->mimeData());
    if (choices.isEmpty())
        return false;
    drag->setDropAction(Qt::CopyAction);
    drag->accept();
    if (event->type() == QEvent::Drop) {
        m_overlay->hide();
        fill(choices.constFirst().pointer, *drag->mimeData());
    } else {
        m_overlay->offer(choices);
    }
    return true;
}

bool MediaLink::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop:
        return takeDrag(watched, event);
    case QEvent::DragLeave:
        // When the drag only moves on to the overlay, that shows itself again.
        if (watched == &m_page)
            m_overlay->hide();
        return false;
    case QEvent::KeyPress: {
        if (!static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste))
            return false;
        if (watched == &m_page)
            return paste();
        auto *focus = qobject_cast<QWidget *>(watched);
        const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
        return focus && mime && isTextInput(focus) && m_page.isAncestorOf(focus)
            && isForNoText(*mime) && paste();
    }
    default:
        return false;
    }
}

} // namespace peregrine
