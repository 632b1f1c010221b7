#pragma once

#include "core/presets/presetvalues.h"

#include <QImage>
#include <QObject>

#include <functional>
#include <optional>

class QAction;

namespace peregrine {

class Dialogs;
class FormPanel;
class PresetBook;
class PresetButton;

/// Joins the form with the presets: the button in its head, what a model starts with, applying,
/// saving, and presets that are dropped on the form.
class PresetLink : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    PresetLink(FormPanel &form, PresetBook &book, Dialogs &dialogs, QObject *parent = nullptr);

    /// What a new preset may be shown with; null for none.
    void setPicture(const QImage &picture);
    /// Adds the presets of these files.
    void importFiles(const QStringList &paths);
    /// For menus: presets, save as preset.
    [[nodiscard]] QList<QAction *> actions() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// A preset of another model was chosen: it is applied when that model's form is up.
    void modelWanted(const QString &endpoint);
    void messageForUser(const QString &message);
    /// News of something that can be taken back, by calling undo.
    void undoOffered(const QString &message, const std::function<void()> &undo);

private:
    void follow(bool isFirst);
    void apply(const Preset &preset);
    void choose(const Preset &preset);
    void save(const QString &name, const PresetContent &content, const QImage &picture);
    void overwrite(const PresetId &id);
    void saveOver(const Preset &preset, const PresetContent &content, const QByteArray &thumbnail);
    void startWithDefault();

    FormPanel &m_form;
    PresetBook &m_book;
    PresetButton *m_button;
    QAction *m_open;
    QAction *m_saveAs;
    /// Chosen for a model whose form is on its way.
    std::optional<Preset> m_waiting;
    /// The model's form came up for the first time before the presets were read.
    bool m_isDefaultDue = false;
};

} // namespace peregrine
