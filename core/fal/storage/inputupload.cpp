#include "core/fal/storage/inputupload.h"

#include "core/base/async.h"
#include "core/base/json.h"
#include "core/fal/storage/fileupload.h"
#include "core/fal/storage/storageservice.h"

#include <QFileInfo>
#include <QtConcurrent>

#include <algorithm>

namespace peregrine {

InputUpload::InputUpload(StorageService &storage, const FalInput &input,
                         const UploadOptions &options, QObject *parent)
    : FalCall<QJsonObject>(parent)
    , m_storage(storage)
    , m_options(options)
    , m_values(input.values)
{
    QStringList paths;
    for (auto it = input.files.cbegin(); it != input.files.cend(); ++it) {
        const auto same = std::find_if(m_items.begin(), m_items.end(),
                                       [&it](const Item &item) { return item.file == it.value(); });
        if (same != m_items.end()) {
            same->pointers.append(it.key());
            continue;
        }
        Item item;
        item.file = it.value();
        item.pointers.append(it.key());
        item.size = it.value().bytes.size();
        m_items.append(item);
        paths.append(it.value().path);
    }
    if (m_items.isEmpty()) {
        succeedWith(m_values);
        return;
    }
    // The disk may be slow; a file that is not there gets its words from its upload.
    const auto sizes = QtConcurrent::run([paths] {
        QList<qint64> read;
        for (const QString &path : paths)
            read.append(path.isEmpty() ? -1 : QFileInfo(path).size());
        return read;
    });
    whenDone(this, sizes, [this](const QList<qint64> &known) {
        if (hasSettled())
            return;
        for (qsizetype i = 0; i < known.size(); ++i) {
            if (known.at(i) >= 0)
                m_items[i].size = known.at(i);
        }
        fill();
    });
}

void InputUpload::stop()
{
    for (const Item &item : std::as_const(m_items)) {
        if (!item.upload)
            continue;
        item.upload->disconnect(this);
        item.upload->cancel();
    }
}

void InputUpload::fill()
{
    while (m_next < m_items.size() && m_active < maxParallel)
        start(m_next++);
}

void InputUpload::start(qsizetype index)
{
    ++m_active;
    FileUpload *upload = m_storage.upload(m_items.at(index).file, m_options);
    // With its owner gone the rest is of no use.
    upload->setParent(this);
    m_items[index].upload = upload;
    connect(upload, &FalReply::progressed, this, [this, index](qint64 sent, qint64 total) {
        m_items[index].sent = sent;
        m_items[index].size = total;
        tell();
    });
    connect(upload, &FalReply::failed, this, [this](const Error &error) { fail(error); });
    connect(upload, &FalReply::succeeded, this, [this, index] { arrive(index); });
}

void InputUpload::arrive(qsizetype index)
{
    Item &item = m_items[index];
    const QString url = item.upload->value().toString(QUrl::FullyEncoded);
    for (const QString &pointer : std::as_const(item.pointers))
        m_values = withValueAt(m_values, pointer, url).toObject();
    item.sent = item.size;
    item.upload.clear();
    --m_active;
    // Whoever hears of it may delete or cancel the upload.
    const QPointer<InputUpload> alive(this);
    tell();
    if (!alive || hasSettled())
        return;
    fill();
    if (m_active == 0)
        succeedWith(m_values);
}

void InputUpload::tell()
{
    qint64 sent = 0;
    qint64 total = 0;
    for (const Item &item : std::as_const(m_items)) {
        sent += item.sent;
        total += item.size;
    }
    Q_EMIT progressed(sent, total);
}

} // namespace peregrine
