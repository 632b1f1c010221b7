#pragma once

#include "ui/form/fieldeditor.h"

#include <QList>
#include <QSize>

class QAbstractButton;

namespace peregrine {

class NumberSpin;
class SizeCard;

/// A picture's size: a preset as a card, or width and height in pixels.
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
    void takePixels();
    void swap();
    [[nodiscard]] QSize shownPixels() const;

    QWidget *m_cards;
    /// In the order of the choices; the first stands for "not set" where that is allowed.
    QList<SizeCard *> m_buttons;
    QList<QJsonValue> m_values;
    NumberSpin *m_width;
    NumberSpin *m_height;
};

} // namespace peregrine
