#pragma once

#include "core/base/error.h"
#include "core/code/inputtext.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QPlainTextEdit;
class QToolButton;

namespace peregrine {

class FormModel;
class JsonHighlighter;
class ToneLabel;

/// The inputs of a form as JSON, exactly what is sent. What is written here goes into the form as
/// soon as it can be read; what changes in the form changes here and leaves the cursor where it is.
/// What is wrong is underlined, the first of it told beneath. Members that the model does not have
/// stay in the text, marked, and are not sent. Works only while it is visible.
class JsonView : public QWidget
{
    Q_OBJECT

public:
    /// The model must outlive it.
    explicit JsonView(FormModel &model, QWidget *parent = nullptr);

    /// How long after the last key the text is read.
    void setDelay(std::chrono::milliseconds delay);
    /// To the first thing that is wrong; false when nothing is.
    bool goToFault();

Q_SIGNALS:
    /// Ctrl+Enter.
    void submitRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Weight { Fault, Notice };

    struct Mark
    {
        qsizetype offset = 0;
        qsizetype length = 0;
        QString words;
        Weight weight = Weight::Fault;
    };

    void takeForm();
    void takeSchema();
    void takeText();
    void setReading(InputText::Reading reading);
    void write(const QString &text);
    void readMarks();
    void addMark(const QString &pointer, const QString &words, Weight weight);
    void showMarks();
    void rememberFiles(const FormValues &values);

    FormModel &m_model;
    QPlainTextEdit *m_edit;
    JsonHighlighter *m_highlighter;
    ToneLabel *m_status;
    QToolButton *m_goTo;
    QTimer m_delay;
    /// The text when it was read last.
    QString m_taken;
    /// What the text was read as; nothing while it cannot be read.
    std::optional<InputText::Reading> m_reading;
    std::optional<TextFault> m_fault;
    /// What the text held last that the model does not have, and the model that does not have it.
    InputText::Members m_unknown;
    QString m_endpoint;
    QList<Mark> m_marks;
    /// Files that the form has held: only these may stand in the text.
    QStringList m_files;
    /// What the form held when the view went with a text that cannot be read.
    std::optional<FormValues> m_atHide;
    bool m_writing = false;
    bool m_applying = false;
};

} // namespace peregrine
