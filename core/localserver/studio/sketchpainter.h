#pragma once

#include <QImage>
#include <QString>

#include <functional>
#include <memory>
#include <mutex>

namespace peregrine::studio {

class SketchLook;

struct SketchRequest
{
    QImage drawing; ///< painted over in its own size, at most maximumSketchSide
    QString prompt;
    double strength = 0.7; ///< how far the painting leaves the drawing, 0 to 1
    int steps = 4; ///< 1 to 8: how many sizes of brushes, and how fine
    quint64 seed = 0;
};

inline constexpr int minimumSketchSide = 64;
inline constexpr int maximumSketchSide = 1024;

/// Paints over drawings while the hand still draws: 512 x 512 takes some 15 ms of one core. Equal
/// requests give equal pictures, and what prompt and seed decide stays the same while the drawing
/// goes on. May be used by several threads at once; remembers the last prompt to be quick.
class SketchPainter
{
public:
    SketchPainter();
    SketchPainter(const SketchPainter &) = delete;
    SketchPainter &operator=(const SketchPainter &) = delete;
    ~SketchPainter();

    /// RGB32. Null when there is no drawing, or when stopped() said so.
    [[nodiscard]] QImage paint(const SketchRequest &request,
                               const std::function<bool()> &stopped) const;

private:
    struct Remembered;

    [[nodiscard]] std::shared_ptr<const SketchLook> lookFor(const SketchRequest &request) const;

    mutable std::mutex m_mutex;
    mutable std::unique_ptr<Remembered> m_last;
};

} // namespace peregrine::studio
