#pragma once

#include "core/presets/presetvalues.h"

#include <QImage>
#include <QPointer>
#include <QToolButton>

namespace peregrine {

class Dialogs;
class PresetBook;
class PresetPopup;
class PresetSavePopup;

/// Presets, in the head of a form: opens their list, saves, shares and takes in presets.
class PresetButton : public QToolButton
{
    Q_OBJECT

public:
    /// Both must outlive it.
    PresetButton(PresetBook &book, Dialogs &dialogs, QWidget *parent = nullptr);

    /// The model whose form is up; empty: there is none, and nothing can be saved.
    void setEndpoint(const QString &endpoint);
    /// What a new preset may be shown with; null for none.
    void setPicture(const QImage &picture);
    void openPopup();
    void openSave();
    /// Adds the presets of these files; news come by messageForUser() and imported().
    void importFiles(const QStringList &paths);

Q_SIGNALS:
    void presetChosen(const peregrine::Preset &preset);
    void saveRequested(const QString &name, const peregrine::PresetContent &content,
                       const QImage &picture);
    void overwriteRequested(const peregrine::PresetId &id);
    void imported(const peregrine::Preset &preset);
    void messageForUser(const QString &message);

private:
    void share(const PresetId &id);
    void chooseImports();

    PresetBook &m_book;
    Dialogs &m_dialogs;
    QImage m_picture;
    QString m_endpoint;
    QPointer<PresetPopup> m_popup;
    QPointer<PresetSavePopup> m_savePopup;
};

} // namespace peregrine
