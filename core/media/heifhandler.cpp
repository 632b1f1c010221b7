#include "core/media/heifhandler.h"

#include "core/base/logging.h"
#include "core/media/mediatypes.h"
#include "core/media/thumbnailer.h"

#include <QColorSpace>
#include <QImage>
#include <QVariant>

#include <libheif/heif.h>

namespace peregrine {

namespace {

constexpr qint64 maximumBytes = 512LL * 1024 * 1024;
constexpr int maximumSide = 65'535;

bool isOurs(const QByteArray &format)
{
    return format == "heif" || format == "heic" || format == "avif";
}

bool succeeded(const heif_error &error)
{
    if (error.code != heif_error_Ok)
        qCInfo(lcMedia) << "libheif:" << error.message;
    return error.code == heif_error_Ok;
}

QColorSpace colorSpaceOf(const heif_image_handle *handle)
{
    const std::size_t size = heif_image_handle_get_raw_color_profile_size(handle);
    if (size == 0 || size > 4U * 1024 * 1024)
        return QColorSpace(QColorSpace::SRgb);
    QByteArray profile(static_cast<qsizetype>(size), Qt::Uninitialized);
    if (!succeeded(heif_image_handle_get_raw_color_profile(handle, profile.data())))
        return QColorSpace(QColorSpace::SRgb);
    const QColorSpace space = QColorSpace::fromIccProfile(profile);
    return space.isValid() ? space : QColorSpace(QColorSpace::SRgb);
}

} // namespace

void HeifHandler::FreeContext::operator()(heif_context *context) const
{
    heif_context_free(context);
}

void HeifHandler::FreeHandle::operator()(heif_image_handle *handle) const
{
    heif_image_handle_release(handle);
}

bool HeifHandler::canRead(QIODevice *device)
{
    const QString type = device ? sniffMimeType(device->peek(sniffBytes)) : QString();
    return type == QLatin1String("image/avif") || type == QLatin1String("image/heic")
        || type == QLatin1String("image/heif");
}

bool HeifHandler::canRead() const
{
    if (m_opened)
        return m_handle != nullptr;
    if (!canRead(device()))
        return false;
    setFormat("heif");
    return true;
}

bool HeifHandler::open() const
{
    if (m_opened)
        return m_handle != nullptr;
    m_opened = true;
    if (device()->size() > maximumBytes)
        return false;
    m_bytes = device()->readAll();
    m_context.reset(heif_context_alloc());
    heif_context_set_maximum_image_size_limit(m_context.get(), maximumSide);
    heif_image_handle *handle = nullptr;
    if (!succeeded(heif_context_read_from_memory_without_copy(
            m_context.get(), m_bytes.constData(), static_cast<std::size_t>(m_bytes.size()),
            nullptr))
        || !succeeded(heif_context_get_primary_image_handle(m_context.get(), &handle)))
        return false;
    m_handle.reset(handle);
    return true;
}

bool HeifHandler::read(QImage *image)
{
    if (!open())
        return false;
    const int width = heif_image_handle_get_width(m_handle.get());
    const int height = heif_image_handle_get_height(m_handle.get());
    if (width <= 0 || height <= 0 || qint64{width} * height > Thumbnailer::maxPixels)
        return false;
    const bool alpha = heif_image_handle_has_alpha_channel(m_handle.get()) != 0;
    heif_image *decoded = nullptr;
    if (!succeeded(heif_decode_image(
            m_handle.get(), &decoded, heif_colorspace_RGB,
            alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, nullptr)))
        return false;
    const std::unique_ptr<heif_image, decltype(&heif_image_release)> owner(decoded,
                                                                           heif_image_release);
    int stride = 0;
    const uint8_t *pixels =
        heif_image_get_plane_readonly(decoded, heif_channel_interleaved, &stride);
    // What was decoded counts, not what the head had said.
    const int decodedWidth = heif_image_get_width(decoded, heif_channel_interleaved);
    const int decodedHeight = heif_image_get_height(decoded, heif_channel_interleaved);
    if (!pixels || decodedWidth <= 0 || decodedHeight <= 0)
        return false;
    const QImage view(pixels, decodedWidth, decodedHeight, stride,
                      alpha ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    *image = view.convertToFormat(alpha ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    if (image->isNull())
        return false;
    image->setColorSpace(colorSpaceOf(m_handle.get()));
    return true;
}

bool HeifHandler::supportsOption(ImageOption option) const
{
    return option == Size;
}

QVariant HeifHandler::option(ImageOption option) const
{
    if (option != Size || !open())
        return {};
    return QSize(heif_image_handle_get_width(m_handle.get()),
                 heif_image_handle_get_height(m_handle.get()));
}

QImageIOPlugin::Capabilities HeifPlugin::capabilities(QIODevice *device,
                                                      const QByteArray &format) const
{
    if (isOurs(format))
        return CanRead;
    return format.isEmpty() && device && device->isOpen() && HeifHandler::canRead(device)
        ? Capabilities(CanRead)
        : Capabilities();
}

QImageIOHandler *HeifPlugin::create(QIODevice *device, const QByteArray &format) const
{
    auto *handler = new HeifHandler;
    handler->setDevice(device);
    handler->setFormat(format);
    return handler;
}

} // namespace peregrine

#include "moc_heifhandler.cpp"
