#pragma once

#include "ui/form/fieldeditor.h"

class QLineEdit;
class QToolButton;

namespace peregrine {

class ColorPopup;

/// A colour: a swatch that opens a popup, and its hexadecimal digits to type.
class ColorEditor final : public FieldEditor
{
    Q_OBJECT

public:
    ColorEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
                QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override;

protected:
    void refresh() override;
    void changeEvent(QEvent *event) override;

private:
    void openPopup();
    void takeTyped(const QString &text);
    void showSwatch();

    QToolButton *m_swatch;
    QLineEdit *m_hex;
    /// Made when it is first opened.
    ColorPopup *m_popup = nullptr;
};

} // namespace peregrine
