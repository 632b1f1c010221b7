#include "ui/batch/filesource.h"

#include "ui/theme/theme.h"
#include "ui/widgets/dialogs.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QKeyEvent>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace peregrine {

namespace {

QStringList filesOf(const QMimeData &data)
{
    QStringList paths;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

QString filterFor(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Image:
        return FileSource::tr(
            "Pictures (*.png *.jpg *.jpeg *.webp *.gif *.avif *.heic);;All files (*)");
    case MediaKind::Video:
        return FileSource::tr("Videos (*.mp4 *.mov *.webm *.mkv *.m4v);;All files (*)");
    case MediaKind::Audio:
        return FileSource::tr("Sound files (*.mp3 *.wav *.ogg *.flac *.m4a);;All files (*)");
    default:
        return FileSource::tr("All files (*)");
    }
}

} // namespace

FileSource::FileSource(VariableField field, Dialogs &dialogs, QWidget *parent)
    : AxisSource(parent)
    , m_field(std::move(field))
    , m_dialogs(dialogs)
    , m_axis(VariationAxis{VariationAxis::Kind::Values, m_field.title, {}})
    , m_list(new QListWidget(this))
    , m_add(new QPushButton(theme::icon(QStringLiteral("plus")), tr("Add files…"), this))
{
    setAcceptDrops(true);
    m_list->setObjectName(QStringLiteral("axisFiles"));
    m_list->setAccessibleName(tr("Files for %1").arg(m_field.title));
    m_list->setToolTip(tr("Delete takes a file out"));
    m_list->setFixedHeight(4 * m_list->fontMetrics().lineSpacing() + 26);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_add->setObjectName(QStringLiteral("axisAddFiles"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_list);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    setFocusProxy(m_add);
    connect(m_add, &QPushButton::clicked, this, &FileSource::choose);
}

void FileSource::choose()
{
    m_dialogs.openFiles(this, tr("Files for %1").arg(m_field.title),
                        filterFor(m_field.spec.mediaKind),
                        [this](const QStringList &paths) { addFiles(paths); });
}

void FileSource::addFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        if (!m_paths.contains(path))
            m_paths.append(path);
    }
    take();
}

void FileSource::take()
{
    m_list->clear();
    for (const QString &path : std::as_const(m_paths)) {
        auto *item = new QListWidgetItem(QFileInfo(path).fileName(), m_list);
        item->setToolTip(path);
    }
    m_axis = axismaker::ofFiles(m_field, m_paths);
    Q_EMIT changed();
}

void FileSource::keyPressEvent(QKeyEvent *event)
{
    const int row = m_list->currentRow();
    if (event->key() != Qt::Key_Delete || !m_list->hasFocus() || row < 0) {
        AxisSource::keyPressEvent(event);
        return;
    }
    m_paths.removeAt(row);
    take();
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
}

void FileSource::dragEnterEvent(QDragEnterEvent *event)
{
    if (!filesOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void FileSource::dropEvent(QDropEvent *event)
{
    addFiles(filesOf(*event->mimeData()));
    event->acceptProposedAction();
}

} // namespace peregrine
