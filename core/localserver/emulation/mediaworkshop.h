#pragma once

#include "core/localserver/emulation/emulationrequest.h"
#include "core/localserver/emulation/mediawish.h"
#include "core/localserver/models/modelanswer.h"
#include "core/localserver/models/runcontext.h"
#include "core/localserver/studio/studio.h"

#include <QHash>
#include <QImage>
#include <QJsonObject>
#include <QSize>
#include <QString>

#include <optional>

namespace peregrine::localserver {

/// A file of an output, with what its schema may ask of it.
struct MadeFile
{
    /// {url, content_type, file_name, file_size}
    QJsonObject file;
    QSize pixels;
    double seconds = 0;
    int framesPerSecond = 0;
    int sampleRate = 0;
};

/// Makes the files of one request, each once: who asks again gets the same. When something fails or
/// the work was stopped nothing more is made. Used by one thread.
class MediaWorkshop
{
public:
    /// All must outlive the workshop.
    MediaWorkshop(const EmulationRequest &request, const EmulationLimits &limits,
                  RunContext &context);

    /// Nothing when it failed or was stopped. index: the place in a list.
    [[nodiscard]] std::optional<MadeFile> make(const MediaWish &wish, int index);
    /// Pixels of the pictures of the result.
    [[nodiscard]] QSize pictureSize();
    [[nodiscard]] double filmSeconds() const;
    /// The sentence that describes the input's picture; empty when there is none.
    [[nodiscard]] QString pictureDescription();
    /// A drawing as SVG text.
    [[nodiscard]] QString vectorText() const;

    /// Why nothing more is made; nothing when all went well or the work was stopped.
    [[nodiscard]] const std::optional<ModelAnswer> &failure() const { return m_failure; }
    [[nodiscard]] bool ended() const { return m_failure.has_value() || m_context.stopped(); }

private:
    [[nodiscard]] std::optional<MadeFile> makePicture(const MediaWish &wish, int index);
    [[nodiscard]] std::optional<MadeFile> makeFilm(const MediaWish &wish, int index);
    [[nodiscard]] std::optional<MadeFile> makeSound(int index);
    [[nodiscard]] std::optional<MadeFile> makeArchive();
    [[nodiscard]] studio::EncodedFile writtenFile(const MediaWish &wish) const;
    [[nodiscard]] std::optional<MadeFile> stored(const studio::EncodedFile &made, int index,
                                                 const char *word);

    [[nodiscard]] QImage picture(MediaWish::Role role, int index);
    [[nodiscard]] QImage result(int index);
    [[nodiscard]] QImage painted(int index);
    /// The input's first picture; null when there is none or it cannot be had.
    [[nodiscard]] QImage source();
    [[nodiscard]] QImage inputMask();
    [[nodiscard]] QImage load(InputMedia::Kind kind);

    const EmulationRequest &m_request;
    const EmulationLimits &m_limits;
    RunContext &m_context;
    QHash<QString, MadeFile> m_made;
    QHash<int, QImage> m_results;
    std::optional<QImage> m_source;
    std::optional<QImage> m_mask;
    std::optional<ModelAnswer> m_failure;
};

} // namespace peregrine::localserver
