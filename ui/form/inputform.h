#pragma once

#include "core/base/error.h"
#include "core/prompts/seedpolicy.h"
#include "core/schema/formvalues.h"
#include "core/schema/modelschema.h"
#include "ui/form/assetpicker.h"
#include "ui/form/fieldeditorregistry.h"

#include <QWidget>

#include <memory>
#include <optional>

class QPlainTextEdit;
class QScrollArea;

namespace peregrine {

class ClipBook;
class Dialogs;
class FieldRow;
class FilePacker;
class FormBar;
class FormContent;
class FormContext;
class FormModel;
class PastedPictures;
class PictureConverter;
class StayInView;
class Thumbnailer;
class UploadTray;
class WebPictures;
struct Drop;

/// The form of a model's inputs, made from its schema: what matters first, the rest under More
/// options. Every control is named "field." and the parts of its pointer ("field.prompt",
/// "field.loras.0.scale").
class InputForm : public QWidget
{
    Q_OBJECT

public:
    /// The thumbnailer must outlive it. Files are chosen in the system's dialog.
    explicit InputForm(Thumbnailer &thumbnails, QWidget *parent = nullptr);
    /// With a seam for the dialogs, which must outlive it, too.
    InputForm(Thumbnailer &thumbnails, Dialogs &dialogs, QWidget *parent = nullptr);
    ~InputForm() override;

    /// Shows another model's form. What the two have in common is carried over; a model that was
    /// here before gets back what it had.
    void setSchema(const ModelSchema &schema);
    /// Empty, without a model.
    void clear();
    [[nodiscard]] FormModel *model() const { return m_model; }
    /// Looks into the video and sound files that the form holds and nobody has looked into yet, so
    /// that validating knows them. False: there are none; else filesKnown() comes.
    bool lookIntoFiles();

    /// Marks what a validation or the server rejected, with its words, and goes to the first.
    void showFaults(const QList<FieldFault> &faults);
    void focusPrompt();
    /// A prompt on the first level of the form.
    struct PromptField
    {
        QString pointer;
        FieldMeaning meaning = FieldMeaning::None;
        /// Gone with the next schema.
        QPlainTextEdit *text = nullptr;
    };
    [[nodiscard]] QList<PromptField> promptFields() const;
    /// Puts a widget at the end of the title's line of a field; its row becomes the parent.
    void addTitleWidget(const QString &pointer, QWidget *widget);
    /// Where the seed of the next run comes from; the user changes it beside the seed.
    [[nodiscard]] SeedPolicy seedPolicy() const;
    void setSeedPolicy(SeedPolicy policy);
    /// The seed of the newest result: what the lock beside the seed keeps.
    void setLastSeed(qint64 seed);
    /// What media fields ask for a result of the library. To be set before the first schema.
    void setAssetPicker(AssetPicker picker);
    /// Fields show how far the files they hold are. To be set before the first schema; must outlive
    /// the form.
    void setUploads(UploadTray *uploads);
    /// Lets masks be painted and places be picked over pictures at web addresses, too. Must outlive
    /// the form.
    void setWebPictures(WebPictures *pictures);
    /// Gives a field that takes files what was dropped or pasted elsewhere, as if it had been here,
    /// and brings the field into view. False: there is no such field.
    bool fill(const QString &pointer, const Drop &drop);
    /// Where pictures from the clipboard are kept; by default under the application's local data.
    void setPastedFolder(const QString &folder);

Q_SIGNALS:
    /// Ctrl+Enter.
    void submitRequested();
    void changed();
    void filesKnown();
    void seedPolicyChanged(peregrine::SeedPolicy policy);
    /// Rows have come or gone.
    void rowsArranged();
    /// Why a drop or a paste was not taken.
    void messageForUser(const QString &message);

private:
    InputForm(Thumbnailer &thumbnails, std::unique_ptr<Dialogs> owned, Dialogs *dialogs,
              QWidget *parent);

    void submit();
    using Step = std::optional<QString> (FormModel::*)();

    void build();
    void arrange();
    void step(Step act);
    void goTo(FieldRow &row);
    /// What was just given a file stays in view.
    void followFiles(const QString &changed);

    std::unique_ptr<Dialogs> m_ownDialogs;
    std::unique_ptr<PastedPictures> m_pasted;
    std::unique_ptr<PictureConverter> m_converter;
    std::unique_ptr<FilePacker> m_packer;
    std::unique_ptr<ClipBook> m_clips;
    FieldEditorRegistry m_registry;
    FormModel *m_model;
    FormContext *m_context;
    FormBar *m_bar;
    QScrollArea *m_scroll;
    StayInView *m_stay;
    FormContent *m_content = nullptr;
    QList<FileInput> m_files;
    bool m_moreUnfolded = false;
    bool m_arranging = false;
};

} // namespace peregrine
