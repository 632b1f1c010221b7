#pragma once

#include <QLabel>

namespace peregrine {

/// How many characters a text has of those it may have: quiet from half of them on, a warning when
/// there are too many. Hidden before.
class LengthLabel : public QLabel
{
    Q_OBJECT

public:
    LengthLabel(qsizetype most, QWidget *parent);

    /// The text to count, as JSON schema counts: by Unicode characters.
    void setText(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();

    qsizetype m_most;
    qsizetype m_length = 0;
    bool m_dressing = false;
};

} // namespace peregrine
