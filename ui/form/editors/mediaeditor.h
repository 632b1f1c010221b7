#pragma once

#include "ui/form/fieldeditor.h"
#include "ui/form/mimedrop.h"

class QLineEdit;
class QPushButton;
class QToolButton;

namespace peregrine {

class MaskFit;
class MediaIntake;
class DropZone;
class ProblemLabel;

namespace theme {
enum class Tone;
}

/// A file: chosen, dropped or pasted from this machine, or named by its web address. Only looks at
/// local files; uploading is the job's work.
class MediaEditor final : public FieldEditor
{
    Q_OBJECT

public:
    MediaEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
                QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override;
    [[nodiscard]] bool isOutlined() const override { return true; }

protected:
    void refresh() override;

private:
    void addButtons();
    void connectIntake();
    /// Before it is saved.
    void showPasted(const QImage &picture);
    void choose();
    void chooseFolder();
    void chooseFromLibrary();
    void clear();
    void showAddressLine(bool shown);
    void showLocalFile(const QString &path);
    void requestPreview(const QString &path);
    void say(const QString &problem);
    /// Words beneath the file, as a problem or as news.
    void showWords(const QString &words, theme::Tone tone);
    void showClip(const QString &path);
    /// The field does not take what was pasted: shows what it holds again.
    void forgetPasted();
    /// What is known of the file on show, and how far its upload is.
    void showFacts();

    MediaIntake *m_intake;
    DropZone *m_zone;
    QLineEdit *m_address;
    ProblemLabel *m_problem;
    QPushButton *m_shrink;
    QString m_facts;
    QString m_shown;
    QToolButton *m_paste;
    QToolButton *m_link;
    QToolButton *m_gallery;
    /// On show before it is saved.
    QPixmap m_pasted;
    /// Null where no mask is taken.
    MaskFit *m_maskFit = nullptr;
    /// Null where no archive is taken.
    QToolButton *m_folder = nullptr;
    QToolButton *m_clear;
    /// Answers to older questions for previews are dropped by it.
    int m_ask = 0;
};

} // namespace peregrine
