#pragma once

#include "core/prompts/seedpolicy.h"
#include "ui/form/assetpicker.h"

#include <QHash>
#include <QJsonValue>
#include <QObject>
#include <QString>

#include <optional>

class QWidget;

namespace peregrine {

class ClipBook;
class Dialogs;
class FieldEditorRegistry;
class FieldRow;
class FilePacker;
class FormModel;
class PastedPictures;
class PictureConverter;
class TextUndo;
class UploadTray;
class Thumbnailer;
class WebPictures;

/// What the editors of one form share. Everything it refers to must outlive it.
class FormContext : public QObject
{
    Q_OBJECT

public:
    FormContext(FormModel &model, Thumbnailer &thumbnails, Dialogs &dialogs, PastedPictures &pasted,
                const FieldEditorRegistry &registry, QObject *parent = nullptr);

    FormModel &model;
    Thumbnailer &thumbnails;
    Dialogs &dialogs;
    PastedPictures &pasted;
    const FieldEditorRegistry &registry;

    /// The seed of the newest result, where one is known.
    std::optional<qint64> lastSeed;

    /// Where files go as soon as a field holds them; null: nowhere before the job is sent.
    UploadTray *uploads = nullptr;
    /// Makes copies of pictures that the model would not take; never null.
    PictureConverter *converter = nullptr;
    /// Packs files for fields that take an archive; never null.
    FilePacker *packer = nullptr;
    /// Looks into video and sound files; never null.
    ClipBook *clips = nullptr;

    /// Where pictures of web addresses come from when they are to be worked on; null: from nowhere.
    WebPictures *webPictures = nullptr;

    /// Chooses from the library; empty where there is none.
    AssetPicker pickAsset;

    /// Where the seed of the next run comes from.
    [[nodiscard]] SeedPolicy seedPolicy() const { return m_seedPolicy; }
    void setSeedPolicy(SeedPolicy policy);

    void addRow(const QString &pointer, FieldRow *row);
    void removeRow(const QString &pointer, FieldRow *row);
    /// The row of the field at the pointer, else of the nearest field that holds it; may be null.
    [[nodiscard]] FieldRow *rowFor(const QString &pointer) const;

    /// Lets the wheel scroll the form unless the widget has the focus.
    void guardWheel(QWidget *widget);
    /// For every field that text is typed in: notices when an input method composes in it (then no
    /// key sends the form), and shares the undo keys between it and the form.
    void watchText(QWidget *widget);
    [[nodiscard]] bool isComposing() const { return m_composing; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void messageForUser(const QString &message);
    /// Rows have come or gone.
    void rowsChanged();
    void seedPolicyChanged(peregrine::SeedPolicy policy);

private:
    TextUndo *m_textUndo;
    QHash<QString, FieldRow *> m_rows;
    bool m_composing = false;
    SeedPolicy m_seedPolicy = SeedPolicy::Random;
};

} // namespace peregrine
