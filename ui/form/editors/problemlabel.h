#pragma once

#include <QLabel>
#include <QString>

namespace peregrine {

class FormModel;

namespace theme {
enum class Tone;
}

/// Words beneath an editor: why something was not taken, or what goes on. Hidden while it has
/// nothing to say, and while the field's row says the same after validating.
class ProblemLabel : public QLabel
{
    Q_OBJECT

public:
    /// The model must outlive it.
    ProblemLabel(const FormModel &model, QString pointer, QWidget *parent);

    void say(const QString &words, theme::Tone tone);

private:
    void appear();

    const FormModel &m_model;
    QString m_pointer;
};

} // namespace peregrine
