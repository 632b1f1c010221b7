#pragma once

#include "core/fal/falservice.h"

#include <QString>
#include <QUrl>

namespace peregrine {

class FileUpload;

/// fal's storage: puts a file where models can read it.
class StorageService final : public FalService
{
    Q_OBJECT

public:
    /// Larger files need the multipart upload, which is not there yet.
    static constexpr qint64 maxSimpleBytes = 94'371'840;

    explicit StorageService(FalTransport &transport, QObject *parent = nullptr);

    /// Reads the file as it goes out; nothing is kept in memory. Its value is the file's URL.
    FileUpload *upload(const QString &path);
};

} // namespace peregrine
