#pragma once

#include <QProxyStyle>

namespace peregrine::theme {

/// Fusion with our own drawing of everything that shows: quiet surfaces, rounded controls, one
/// accent, a visible focus. Colours come from the palette of the widget at the time of painting, so
/// a new palette needs no new style.
class Style final : public QProxyStyle
{
    Q_OBJECT

public:
    Style();

    void polish(QWidget *widget) override;
    void polish(QPalette &palette) override;
    using QProxyStyle::polish;

    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option,
                                  const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *returnData) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option,
                                         const QSize &size, const QWidget *widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption *option,
                                       const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                       SubControl part, const QWidget *widget) const override;
    [[nodiscard]] QIcon standardIcon(StandardPixmap which, const QStyleOption *option,
                                     const QWidget *widget) const override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool drawOwnPrimitive(PrimitiveElement element, const QStyleOption &option,
                                        QPainter *painter, const QWidget *widget) const;
    [[nodiscard]] bool drawOwnControl(ControlElement element, const QStyleOption &option,
                                      QPainter *painter, const QWidget *widget) const;
};

} // namespace peregrine::theme
