#pragma once

#include "core/fal/falinput.h"
#include "core/fal/falreply.h"
#include "core/fal/storage/uploadoptions.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QPointer>
#include <QStringList>

namespace peregrine {

class FileUpload;
class StorageService;

/// Uploads all files of an input, some at a time, and puts their URLs into their places
/// (storage.transformInput of fal's JavaScript client); its value is the input that can be sent.
/// The first failure cancels the rest. progressed() counts the bytes of all files.
class InputUpload final : public FalCall<QJsonObject>
{
    Q_OBJECT

public:
    static constexpr int maxParallel = 4;

    InputUpload(StorageService &storage, const FalInput &input, const UploadOptions &options,
                QObject *parent);

protected:
    void stop() override;

private:
    /// A file, and all the places in the input where it stands.
    struct Item
    {
        FalFile file;
        QStringList pointers;
        qint64 size = 0;
        qint64 sent = 0;
        QPointer<FileUpload> upload;
    };

    void fill();
    void start(qsizetype index);
    void arrive(qsizetype index);
    void tell();

    StorageService &m_storage;
    const UploadOptions m_options;
    QJsonObject m_values;
    QList<Item> m_items;
    qsizetype m_next = 0;
    int m_active = 0;
};

} // namespace peregrine
