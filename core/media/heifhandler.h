#pragma once

#include <QImageIOHandler>
#include <QImageIOPlugin>

#include <memory>

struct heif_context;
struct heif_image_handle;

namespace peregrine {

/// Lets QImageReader read HEIC and AVIF, which Qt's own readers do not: phones write the one,
/// models and browsers the other. The first picture of a file, turned as its file says, with its
/// colour profile. Larger pictures than Thumbnailer::maxPixels are refused before memory is taken.
class HeifHandler final : public QImageIOHandler
{
public:
    [[nodiscard]] bool canRead() const override;
    bool read(QImage *image) override;
    [[nodiscard]] bool supportsOption(ImageOption option) const override;
    [[nodiscard]] QVariant option(ImageOption option) const override;

    [[nodiscard]] static bool canRead(QIODevice *device);

private:
    struct FreeContext
    {
        void operator()(heif_context *context) const;
    };
    struct FreeHandle
    {
        void operator()(heif_image_handle *handle) const;
    };

    /// Reads the file's head; false when it cannot be read.
    bool open() const;

    mutable QByteArray m_bytes;
    mutable std::unique_ptr<heif_context, FreeContext> m_context;
    mutable std::unique_ptr<heif_image_handle, FreeHandle> m_handle;
    mutable bool m_opened = false;
};

/// Qt asks it by content, and by the names "heif", "heic" and "avif".
class HeifPlugin final : public QImageIOPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QImageIOHandlerFactoryInterface_iid FILE "heifplugin.json")

public:
    [[nodiscard]] Capabilities capabilities(QIODevice *device,
                                            const QByteArray &format) const override;
    [[nodiscard]] QImageIOHandler *create(QIODevice *device,
                                          const QByteArray &format) const override;
};

} // namespace peregrine
