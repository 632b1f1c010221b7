#pragma once

#include "core/presets/presetvalues.h"

#include <QFrame>
#include <QImage>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace peregrine {

class PresetBook;

/// Saves what a form holds: asks for the name and for what of it. A name that the model has
/// already overwrites that preset, and the button says so.
class PresetSavePopup : public QFrame
{
    Q_OBJECT

public:
    /// The book must outlive it.
    PresetSavePopup(PresetBook &book, QWidget *parent);

    /// `picture` is offered as the preset's; null where there is none.
    void openBeneath(QWidget &anchor, const QString &endpoint, const QImage &picture);

Q_SIGNALS:
    /// `picture` is null when none is wanted.
    void saveRequested(const QString &name, const peregrine::PresetContent &content,
                       const QImage &picture);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();
    void save();

    PresetBook &m_book;
    QString m_endpoint;
    QImage m_picture;
    QLineEdit *m_name;
    QRadioButton *m_some;
    QRadioButton *m_all;
    QCheckBox *m_withPrompts;
    QCheckBox *m_withMedia;
    QCheckBox *m_withSeed;
    QCheckBox *m_withPicture;
    QLabel *m_preview;
    QPushButton *m_save;
};

} // namespace peregrine
