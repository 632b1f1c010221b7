#pragma once

#include <QObject>
#include <QString>

namespace peregrine {

class FormModel;

/// Whether a mask still belongs to the picture that it was painted over: looks again whenever
/// either of them is another one. Only files of this machine can be compared.
class MaskFit : public QObject
{
    Q_OBJECT

public:
    /// The pointer of the mask's field. The model must outlive it.
    MaskFit(const FormModel &model, QString pointer, QObject *parent);

    /// What is wrong, for people; empty when nothing is known to be.
    [[nodiscard]] const QString &words() const { return m_words; }

Q_SIGNALS:
    void changed();

private:
    void look();

    const FormModel &m_model;
    const QString m_pointer;
    QString m_mask;
    QString m_picture;
    QString m_words;
};

} // namespace peregrine
