#pragma once

#include "ui/theme/theme.h"

#include <QIconEngine>

#include <optional>

namespace peregrine::theme {

/// Draws one icon of our family from its SVG at the very size asked for, so it is crisp at any
/// device pixel ratio, in a colour of the application's palette at that moment.
class IconEngine final : public QIconEngine
{
public:
    IconEngine(QString name, std::optional<Tone> tone);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                                       qreal scale) override;
    [[nodiscard]] QSize actualSize(const QSize &size, QIcon::Mode mode,
                                   QIcon::State state) override;
    [[nodiscard]] QString key() const override;
    [[nodiscard]] QIconEngine *clone() const override;
    [[nodiscard]] QString iconName() override;
    [[nodiscard]] bool isNull() override;

private:
    [[nodiscard]] QColor ink(QIcon::Mode mode, QIcon::State state) const;

    QString m_name;
    std::optional<Tone> m_tone;
    /// The drawing as stored, with "currentColor" in it.
    QByteArray m_svg;
};

} // namespace peregrine::theme
