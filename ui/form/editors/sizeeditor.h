#pragma once

#include "ui/form/fieldeditor.h"

#include <QList>
#include <QSize>

class QAbstractButton;
class QToolButton;

namespace peregrine {

class NumberSpin;
class SizeCard;

/// A picture's size: a preset as a card, or width and height in pixels, whose shape can be
/// kept, turned or taken from the form's picture.
class SizeEditor final : public FieldEditor
{
    Q_OBJECT

public:
    SizeEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
               QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override { return m_cards; }
    [[nodiscard]] bool isOutlined() const override { return false; }

protected:
    void refresh() override;

private:
    void addCards();
    void addPixels();
    enum class Side { Width, Height };

    [[nodiscard]] QToolButton *addPixelButton(const QString &icon, const QString &name,
                                              const QString &part);
    [[nodiscard]] NumberRange rangeOf(Side side) const;
    /// The nearest number that a side may have.
    [[nodiscard]] int fitted(double pixels, Side side) const;
    /// What the sides may be; empty when nothing is known.
    [[nodiscard]] QString limitWords() const;
    [[nodiscard]] static QJsonValue pixelValue(QSize pixels);
    void takePixels(Side changed);
    void takeFromPicture();
    void setLocked(bool locked);
    void swap();
    [[nodiscard]] QSize shownPixels() const;

    QWidget *m_cards;
    /// In the order of the choices; the first stands for "not set" where that is allowed.
    QList<SizeCard *> m_buttons;
    QList<QJsonValue> m_values;
    NumberSpin *m_width;
    NumberSpin *m_height;
    QToolButton *m_lock = nullptr;
    QToolButton *m_fromPicture = nullptr;
    /// Width divided by height while it is locked; 0: the sides are free.
    double m_ratio = 0;
};

} // namespace peregrine
