#include "core/localserver/studio/studio.h"

#include <QBuffer>
#include <QImageWriter>
#include <QtEndian>

namespace peregrine::studio {

namespace {

void appendChunk(QByteArray &file, const char *name, const QByteArray &content)
{
    file.append(name, 4);
    QByteArray length(4, '\0');
    qToLittleEndian(static_cast<quint32>(content.size()), length.data());
    file += length + content;
    if (content.size() % 2 != 0)
        file += '\0';
}

QByteArray xmpOf(const QMap<QString, QString> &metadata)
{
    QString body;
    for (auto it = metadata.cbegin(); it != metadata.cend(); ++it) {
        body += QStringLiteral("<rdf:li rdf:parseType=\"Resource\"><peregrine:name>%1"
                               "</peregrine:name><rdf:value>%2</rdf:value></rdf:li>")
                    .arg(it.key().toHtmlEscaped(), it.value().toHtmlEscaped());
    }
    return QStringLiteral(
               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
               "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
               "<rdf:Description rdf:about=\"\" xmlns:peregrine=\"urn:peregrine:preview\">"
               "<peregrine:metadata><rdf:Bag>%1</rdf:Bag></peregrine:metadata>"
               "</rdf:Description></rdf:RDF></x:xmpmeta>")
        .arg(body)
        .toUtf8();
}

/// Qt writes WebP without metadata. The container (RIFF, "Extended File Format" of the WebP
/// container specification) takes an XMP chunk once a VP8X chunk announces it.
QByteArray withXmp(const QByteArray &webp, const QByteArray &xmp, QSize size)
{
    constexpr int headLength = 12;
    if (webp.size() <= headLength + 8 || !webp.startsWith("RIFF"))
        return webp;
    QByteArray chunks = webp.mid(headLength);
    constexpr quint8 hasXmp = 0x04;
    if (chunks.startsWith("VP8X")) {
        chunks[8] = static_cast<char>(static_cast<quint8>(chunks.at(8)) | hasXmp);
    } else {
        QByteArray head(10, '\0');
        head[0] = static_cast<char>(hasXmp);
        const int last[2] = {size.width() - 1, size.height() - 1};
        for (int side = 0; side < 2; ++side) {
            for (int byte = 0; byte < 3; ++byte)
                head[4 + side * 3 + byte] = static_cast<char>((last[side] >> (8 * byte)) & 0xff);
        }
        QByteArray extended;
        appendChunk(extended, "VP8X", head);
        chunks.prepend(extended);
    }
    appendChunk(chunks, "XMP ", xmp);
    QByteArray file;
    appendChunk(file, "RIFF", QByteArray("WEBP") + chunks);
    return file;
}

} // namespace

EncodedFile encodeImage(const QImage &image, const QString &format,
                        const QMap<QString, QString> &metadata)
{
    EncodedFile file{{}, QStringLiteral("image/png"), QStringLiteral("png")};
    QByteArray writer("png");
    int quality = 70; // PNG: a fast, nearly as small compression
    const QString wanted = format.trimmed().toLower();
    if (wanted == QStringLiteral("jpeg") || wanted == QStringLiteral("jpg")) {
        file = {{}, QStringLiteral("image/jpeg"), QStringLiteral("jpg")};
        writer = "jpeg";
        quality = 93;
    } else if (wanted == QStringLiteral("webp")) {
        file = {{}, QStringLiteral("image/webp"), QStringLiteral("webp")};
        writer = "webp";
        quality = 90;
    }
    if (image.isNull())
        return file;

    QImage marked = image;
    for (auto it = metadata.cbegin(); it != metadata.cend(); ++it)
        marked.setText(it.key(), it.value());
    QBuffer buffer(&file.bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter output(&buffer, writer);
    output.setQuality(quality);
    if (!output.write(marked)) {
        buffer.close();
        file.bytes.clear();
        return file;
    }
    buffer.close();
    if (writer == "webp" && !metadata.isEmpty())
        file.bytes = withXmp(file.bytes, xmpOf(metadata), image.size());
    return file;
}

} // namespace peregrine::studio
