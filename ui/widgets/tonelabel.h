#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace peregrine {

/// A label in one of the theme's tones; follows changes between light and dark.
class ToneLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ToneLabel(theme::Tone tone, QWidget *parent = nullptr);

    void setTone(theme::Tone tone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void apply();

    theme::Tone m_tone;
};

} // namespace peregrine
