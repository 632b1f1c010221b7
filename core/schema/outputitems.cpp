#include "core/schema/outputitems.h"

#include "core/base/json.h"
#include "core/schema/mediahints.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <limits>
#include <optional>

namespace peregrine {

namespace {

constexpr int maxDepth = 32;
constexpr qsizetype maxItems = 1000;
constexpr int maxEdge = 1'000'000;

// Names of results by weight: the census of real outputs; what is not here comes after these.
constexpr const char *mainNames[] = {
    "images",     "image",     "videos",     "video", "audio", "audio_file", "audio_url", "output",
    "model_mesh", "model_glb", "model_urls", "svg",   "text",  "results",    "result",    "file",
};

// Texts that are the work itself. "prompt" is missing on purpose: it repeats the input.
constexpr const char *textNames[] = {
    "output", "text",    "results",     "result",        "content",     "response",
    "answer", "caption", "transcript",  "transcription", "description", "summary",
    "lyrics", "message", "svg_content", "svg",           "reasoning",   "verdict",
};

template <size_t N> int rankIn(const char *const (&names)[N], const QString &name)
{
    for (size_t i = 0; i < N; ++i) {
        if (name == QLatin1String(names[i]))
            return static_cast<int>(i);
    }
    return static_cast<int>(N);
}

template <size_t N> bool isIn(const char *const (&names)[N], const QString &name)
{
    return rankIn(names, name) < static_cast<int>(N);
}

bool isByProduct(const QString &name)
{
    return name.startsWith(QLatin1String("debug")) || name.startsWith(QLatin1String("thumbnail"))
        || name.startsWith(QLatin1String("intermediate"));
}

/// The address of a string that is one; empty otherwise. Files of this machine are none.
QUrl mediaUrl(const QString &text)
{
    const bool known = text.startsWith(QLatin1String("https://"), Qt::CaseInsensitive)
        || text.startsWith(QLatin1String("http://"), Qt::CaseInsensitive)
        || text.startsWith(QLatin1String("data:"), Qt::CaseInsensitive);
    if (!known)
        return {};
    const bool data = text.startsWith(QLatin1String("data:"), Qt::CaseInsensitive);
    QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        url = QUrl(text, QUrl::TolerantMode);
    if (!url.isValid() || (!data && url.host().isEmpty()))
        return {};
    return url;
}

QString typeOfDataUri(const QString &text)
{
    const qsizetype end = text.indexOf(u',');
    if (end < 0)
        return {};
    return text.mid(5, end - 5).section(u';', 0, 0).trimmed().toLower();
}

/// What a MIME type says, nothing where it says no more than "bytes".
std::optional<MediaKind> kindOfType(const QString &type)
{
    if (type.isEmpty() || type == QLatin1String("application/octet-stream")
        || type == QLatin1String("binary/octet-stream"))
        return std::nullopt;
    const MediaKind kind = mediaKindOfMimeType(type);
    if (kind == MediaKind::Other)
        return std::nullopt;
    return kind;
}

class Finder
{
public:
    void visit(const QJsonValue &value, const QStringList &path, int depth)
    {
        if (depth > maxDepth || m_found.size() >= maxItems)
            return;
        if (value.isObject())
            visitObject(value.toObject(), path, depth);
        else if (value.isArray())
            visitArray(value.toArray(), path, depth);
        else if (value.isString())
            visitString(value.toString(), path, depth);
    }

    QList<OutputItem> items() const
    {
        QList<OutputItem> kept = m_found;
        for (const Text &text : m_texts) {
            if (text.depth == m_textDepth && kept.size() < maxItems)
                kept.append(text.item);
        }
        return kept;
    }

private:
    struct Text
    {
        OutputItem item;
        int depth = 0;
    };

    /// The nearest name on the way that is no index.
    static QString nameOf(const QStringList &path)
    {
        for (auto it = path.crbegin(); it != path.crend(); ++it) {
            bool number = false;
            it->toLongLong(&number);
            if (!number)
                return *it;
        }
        return {};
    }

    static std::optional<MediaKind> kindOfPath(const QStringList &path)
    {
        for (auto it = path.crbegin(); it != path.crend(); ++it) {
            if (const auto kind = mediaKindOfFieldName(*it))
                return kind;
        }
        return std::nullopt;
    }

    static int pixels(const QJsonValue &value)
    {
        const double number = value.toDouble(0);
        return number >= 1 && number <= maxEdge ? static_cast<int>(number) : 0;
    }

    bool takeFile(const QJsonObject &object, const QStringList &path)
    {
        const QString address = object.value(QLatin1String("url")).toString().trimmed();
        const QUrl url = mediaUrl(address);
        if (url.isEmpty())
            return false;
        OutputItem item;
        item.url = url;
        item.contentType = object.value(QLatin1String("content_type"))
                               .toString()
                               .section(u';', 0, 0)
                               .trimmed()
                               .toLower();
        if (item.contentType.isEmpty() && url.scheme() == QLatin1String("data"))
            item.contentType = typeOfDataUri(address);
        item.fileName = object.value(QLatin1String("file_name")).toString();
        const int width = pixels(object.value(QLatin1String("width")));
        const int height = pixels(object.value(QLatin1String("height")));
        if (width > 0 && height > 0)
            item.size = QSize(width, height);
        std::optional<MediaKind> kind = kindOfType(item.contentType);
        if (!kind)
            kind = mediaKindOfFileName(item.fileName);
        if (!kind && url.scheme() != QLatin1String("data"))
            kind = mediaKindOfFileName(address);
        if (!kind)
            kind = kindOfPath(path);
        // A search hit or a citation has a url too; without any sign of a file it is no result.
        const bool file = kind || !item.contentType.isEmpty() || !item.fileName.isEmpty()
            || object.contains(QLatin1String("file_size"));
        if (!file)
            return false;
        item.kind = kind.value_or(MediaKind::Other);
        item.pointer = jsonPointer(path);
        m_found.append(item);
        return true;
    }

    void visitObject(const QJsonObject &object, const QStringList &path, int depth)
    {
        if (takeFile(object, path))
            return;
        QStringList names = object.keys();
        std::stable_sort(names.begin(), names.end(), [](const QString &a, const QString &b) {
            if (isByProduct(a) != isByProduct(b))
                return isByProduct(b);
            return rankIn(mainNames, a) < rankIn(mainNames, b);
        });
        for (const QString &name : names)
            visit(object.value(name), path + QStringList{name}, depth + 1);
    }

    void visitArray(const QJsonArray &array, const QStringList &path, int depth)
    {
        for (qsizetype i = 0; i < array.size() && m_found.size() < maxItems; ++i)
            visit(array.at(i), path + QStringList{QString::number(i)}, depth + 1);
    }

    void visitString(const QString &text, const QStringList &path, int depth)
    {
        const QString trimmed = text.trimmed();
        const QString name = nameOf(path);
        if (const QUrl url = mediaUrl(trimmed); !url.isEmpty()) {
            takeAddress(trimmed, url, path, name);
            return;
        }
        if (trimmed.isEmpty() || !(path.isEmpty() || isIn(textNames, name))
            || m_texts.size() >= maxItems)
            return;
        OutputItem item;
        item.kind = MediaKind::Text;
        item.contentType = name.startsWith(QLatin1String("svg")) ? QStringLiteral("image/svg+xml")
                                                                 : QStringLiteral("text/plain");
        item.text = text;
        item.pointer = jsonPointer(path);
        // The parts of a text (chunks[].text) are not results beside the whole of it, so only the
        // texts nearest to the root count. A list is as near as its name.
        bool element = false;
        if (!path.isEmpty())
            path.constLast().toLongLong(&element);
        const int near = element ? depth - 1 : depth;
        m_textDepth = std::min(m_textDepth, near);
        m_texts.append({item, near});
    }

    void takeAddress(const QString &text, const QUrl &url, const QStringList &path,
                     const QString &name)
    {
        OutputItem item;
        item.url = url;
        std::optional<MediaKind> kind;
        if (url.scheme() == QLatin1String("data")) {
            item.contentType = typeOfDataUri(text);
            kind = kindOfType(item.contentType);
            if (!kind)
                kind = kindOfPath(path).value_or(MediaKind::Other);
        } else {
            kind = mediaKindOfFileName(text);
            if (!kind)
                kind = kindOfPath(path);
        }
        const bool service = name.startsWith(QLatin1String("webhook"))
            || name.startsWith(QLatin1String("response_url"))
            || name.startsWith(QLatin1String("status_url"));
        if (!kind || service)
            return;
        item.kind = *kind;
        item.pointer = jsonPointer(path);
        m_found.append(item);
    }

    QList<OutputItem> m_found;
    QList<Text> m_texts;
    int m_textDepth = std::numeric_limits<int>::max();
};

} // namespace

QList<OutputItem> outputItems(const QJsonValue &output)
{
    Finder finder;
    finder.visit(output, {}, 0);
    return finder.items();
}

} // namespace peregrine
