#include "ui/form/editors/listeditor.h"

#include "core/base/async.h"
#include "core/media/clipbook.h"
#include "core/schema/cliplimits.h"
#include "core/schema/fieldwords.h"
#include "core/schema/formmodel.h"
#include "ui/form/editors/dropzone.h"
#include "ui/form/editors/entrycopy.h"
#include "ui/form/editors/listentry.h"
#include "ui/form/editors/mediaadder.h"
#include "ui/form/formcontext.h"
#include "ui/form/pastedpictures.h"
#include "ui/form/picture/pictureintake.h"
#include "ui/theme/theme.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace peregrine {

ListEditor::ListEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                       FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_entries(new QWidget(this))
    , m_entriesLayout(new QVBoxLayout(m_entries))
    , m_dropLine(new QWidget(m_entries))
{
    m_dropLine->setAutoFillBackground(true);
    m_dropLine->hide();
    m_entriesLayout->setContentsMargins(0, 0, 0, 0);
    m_entriesLayout->setSpacing(theme::space2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_entries);
    addAddControl(layout);
    ready();
}

void ListEditor::addAddControl(QVBoxLayout *layout)
{
    if (!takesFiles()) {
        m_add = new QPushButton(theme::icon(QStringLiteral("plus")), tr("Add"), this);
        m_add->setAccessibleName(tr("Add an entry to “%1”").arg(spec().title));
        layout->addWidget(m_add, 0, Qt::AlignLeft);
        connect(m_add, &QPushButton::clicked, this, [this] {
            const qsizetype count = value().toArray().size();
            model().insertItem(pointer(), count, emptyValue(item()));
            focusEntry(count);
        });
        return;
    }
    m_addFiles = new MediaAdder(spec(), pointer(), context(), this);
    layout->addWidget(m_addFiles);
    connect(m_addFiles, &MediaAdder::given, this, &ListEditor::take);
}

QWidget *ListEditor::mainWidget()
{
    return m_add ? static_cast<QWidget *>(m_add) : m_addFiles->zone();
}

qsizetype ListEditor::room() const
{
    return spec().maxItems < 0 ? std::numeric_limits<int>::max()
                               : spec().maxItems - value().toArray().size();
}

void ListEditor::addFile(const QString &path)
{
    const qsizetype index = value().toArray().size();
    model().insertItem(pointer(), index, QJsonValue::Null);
    model().setFile(pointer() + u'/' + QString::number(index), path);
}

void ListEditor::addConverted(const QString &path)
{
    whenDone(this, context().converter->convert(path, pictureLimits(item())),
             [this, path](const PictureConverter::Result &copy) {
                 if (!copy) {
                     Q_EMIT context().messageForUser(copy.error().message);
                 } else if (room() > 0) {
                     addFile(copy->path);
                     Q_EMIT context().messageForUser(
                         tr("“%1” is sent as a copy that the model takes: %2 × %3 pixels.")
                             .arg(QFileInfo(path).fileName())
                             .arg(copy->pixels.width())
                             .arg(copy->pixels.height()));
                 }
             });
}

void ListEditor::addClips(const QStringList &paths)
{
    QStringList fitting;
    QList<QFuture<ClipFacts>> looks;
    for (const QString &path : paths) {
        const QString absolute = QFileInfo(path).absoluteFilePath();
        const Intake intake = judgeFile(absolute, item());
        if (intake.verdict == Intake::Verdict::Take) {
            fitting.append(absolute);
            looks.append(context().clips->probe(absolute));
        } else {
            Q_EMIT context().messageForUser(intake.words);
        }
    }
    // All at once, so that they stay in their order.
    whenDone(this, QtFuture::whenAll(looks.begin(), looks.end()),
             [this, fitting](const QList<QFuture<ClipFacts>> &found) {
                 for (qsizetype i = 0; i < fitting.size(); ++i)
                     addClip(fitting.at(i), found.at(i).result());
             });
}

void ListEditor::addClip(const QString &path, const ClipFacts &facts)
{
    const QString fault =
        clipFault(QFileInfo(path).fileName(), facts, item().mediaKind, item().limits);
    if (!fault.isEmpty())
        Q_EMIT context().messageForUser(fault);
    else if (room() > 0)
        addFile(path);
    else
        sayThatItIsFull();
}

void ListEditor::sayThatItIsFull()
{
    Q_EMIT context().messageForUser(
        tr("“%1” takes at most %n file(s).", nullptr, static_cast<int>(spec().maxItems))
            .arg(spec().title));
}

void ListEditor::addFiles(const QStringList &paths)
{
    if (isClip(item().mediaKind)) {
        addClips(paths);
        return;
    }
    for (const QString &path : paths) {
        if (room() <= 0) {
            sayThatItIsFull();
            return;
        }
        const QString absolute = QFileInfo(path).absoluteFilePath();
        const Intake intake = judgeFile(absolute, item());
        if (intake.verdict == Intake::Verdict::Take)
            addFile(absolute);
        else if (intake.verdict == Intake::Verdict::Refuse)
            Q_EMIT context().messageForUser(intake.words);
        else
            addConverted(absolute);
    }
}

void ListEditor::take(const Drop &drop)
{
    if (!drop.files.isEmpty()) {
        addFiles(drop.files);
    } else if (!drop.picture.isNull()) {
        whenDone(this, context().pasted.save(drop.picture), [this](const SavedPicture &saved) {
            if (saved)
                addFiles({*saved});
            else
                Q_EMIT context().messageForUser(saved.error().message);
        });
    } else if (room() > 0) {
        model().insertItem(pointer(), value().toArray().size(), drop.address);
    } else {
        sayThatItIsFull();
    }
}

void ListEditor::addEntry(qsizetype index, qsizetype count)
{
    FieldSpec entrySpec = item();
    entrySpec.title =
        tr("%1 %2", "name of an entry, its number").arg(entryTitle(spec().title)).arg(index + 1);
    auto *entry = new ListEntry(entrySpec, pointer() + u'/' + QString::number(index), count,
                                context(), m_entries);
    entry->setCanDuplicate(room() > 0);
    m_entriesLayout->addWidget(entry);
    // The entry that asks is replaced by what it asks for, so the asking is let finish first.
    connect(
        entry, &ListEntry::removeRequested, this,
        [this, index] {
            model().removeItem(pointer(), index);
            const qsizetype left = value().toArray().size();
            if (left == 0)
                mainWidget()->setFocus(Qt::OtherFocusReason);
            else
                focusEntry(std::min(index, left - 1));
        },
        Qt::QueuedConnection);
    connect(
        entry, &ListEntry::duplicateRequested, this,
        [this, index] {
            duplicateEntry(model(), pointer(), index);
            focusEntry(index + 1);
        },
        Qt::QueuedConnection);
    connect(
        entry, &ListEntry::moveRequested, this,
        [this, index](int by, bool byHandle) {
            const qsizetype to = index + by;
            if (to >= 0 && to < value().toArray().size())
                move(index, to, byHandle);
        },
        Qt::QueuedConnection);
    connect(entry, &ListEntry::dragged, this, &ListEditor::showDrop);
    connect(entry, &ListEntry::dragCanceled, m_dropLine, &QWidget::hide);
    connect(entry, &ListEntry::dropped, this, [this, index](const QPoint &at) {
        m_dropLine->hide();
        // Where it was dropped is asked at once: the form may scroll.
        const qsizetype gap = gapAt(at);
        const qsizetype to = gap > index ? gap - 1 : gap;
        if (to != index)
            QMetaObject::invokeMethod(
                this, [this, index, to] { move(index, to, true); }, Qt::QueuedConnection);
    });
}

void ListEditor::move(qsizetype from, qsizetype to, bool byHandle)
{
    model().moveItem(pointer(), from, to);
    if (ListEntry *entry = entryAt(to)) {
        if (byHandle)
            entry->focusHandle();
        else
            entry->focusEditor();
    }
}

qsizetype ListEditor::gapAt(const QPoint &at) const
{
    const int y = m_entries->mapFromGlobal(at).y();
    qsizetype gap = 0;
    while (const ListEntry *entry = entryAt(gap)) {
        if (y < entry->geometry().center().y())
            break;
        ++gap;
    }
    return gap;
}

void ListEditor::showDrop(const QPoint &at)
{
    constexpr int thickness = 2;
    const qsizetype gap = gapAt(at);
    const ListEntry *next = entryAt(gap);
    const ListEntry *last = entryAt(gap - 1);
    const int y = next ? next->y() - theme::space1 : last ? last->geometry().bottom() + 2 : 0;
    QPalette colours = palette();
    colours.setColor(QPalette::Window, theme::color(theme::Tone::Accent, colours));
    m_dropLine->setPalette(colours);
    m_dropLine->setGeometry(0, std::max(0, y), m_entries->width(), thickness);
    m_dropLine->show();
    m_dropLine->raise();
    for (QWidget *above = parentWidget(); above; above = above->parentWidget()) {
        if (auto *scroll = qobject_cast<QScrollArea *>(above)) {
            const QPoint seen = scroll->widget()->mapFromGlobal(at);
            scroll->ensureVisible(seen.x(), seen.y(), 0, theme::space5);
            break;
        }
    }
}

ListEntry *ListEditor::entryAt(qsizetype index) const
{
    QLayoutItem *place = index < 0 ? nullptr : m_entriesLayout->itemAt(static_cast<int>(index));
    return place ? qobject_cast<ListEntry *>(place->widget()) : nullptr;
}

void ListEditor::focusEntry(qsizetype index)
{
    if (ListEntry *entry = entryAt(index))
        entry->focusEditor();
}

void ListEditor::refresh()
{
    const qsizetype count = value().toArray().size();
    while (QLayoutItem *place = m_entriesLayout->takeAt(0)) {
        delete place->widget();
        delete place;
    }
    for (qsizetype i = 0; i < count; ++i)
        addEntry(i, count);
    m_entries->setVisible(count > 0);
    (m_add ? static_cast<QWidget *>(m_add) : m_addFiles)->setEnabled(room() > 0);
    Q_EMIT context().rowsChanged();
}

} // namespace peregrine
