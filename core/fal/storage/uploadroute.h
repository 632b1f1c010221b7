#pragma once

#include "core/fal/storage/filefacts.h"
#include "core/fal/storage/uploadoptions.h"
#include "core/fal/transport/faltransport.h"

#include <QObject>
#include <QUrl>

namespace peregrine {

class CdnTokens;
class FileSender;

/// One way of bringing content into fal's storage. Ends once, with succeeded() or failed(), from
/// the event loop; deleting it abandons the upload, also from its own signals.
class UploadRoute : public QObject
{
    Q_OBJECT

public:
    struct Means
    {
        FalTransport &transport;
        FileSender &sender;
        CdnTokens &tokens;
    };

    UploadRoute(const Means &means, FileFacts facts, UploadOptions options, QObject *owner);

    /// Call once.
    virtual void start() = 0;

Q_SIGNALS:
    /// Bytes of the content that have gone out; less than before when an attempt begins again.
    void progressed(qint64 sent);
    void succeeded(const QUrl &url);
    void failed(const peregrine::Error &error);

protected:
    [[nodiscard]] const Means &means() const { return m_means; }
    [[nodiscard]] const FileFacts &facts() const { return m_facts; }
    [[nodiscard]] const UploadOptions &options() const { return m_options; }
    /// How long a silent server is waited for while a file goes out.
    [[nodiscard]] std::chrono::milliseconds patience() const;

private:
    const Means m_means;
    const FileFacts m_facts;
    const UploadOptions m_options;
};

} // namespace peregrine
