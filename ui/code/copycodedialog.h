#pragma once

#include "core/code/coderequest.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace peregrine {

class CodeHighlighter;

/// A form's call as code: language, call, preview, Copy.
class CopyCodeDialog : public QDialog
{
    Q_OBJECT

public:
    /// Of the request, call, webhook and onlyChanged are where the dialog begins.
    CopyCodeDialog(CodeRequest request, CodeLanguage language, QWidget *parent = nullptr);

    [[nodiscard]] CodeLanguage language() const;
    [[nodiscard]] QString code() const;

Q_SIGNALS:
    void languageChosen(peregrine::CodeLanguage language);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void offerCalls();
    void write();
    void copy();

    CodeRequest m_request;
    QListWidget *m_languages;
    QComboBox *m_call;
    QLineEdit *m_webhook;
    QCheckBox *m_onlyChanged;
    QPlainTextEdit *m_preview;
    CodeHighlighter *m_colours;
    QPushButton *m_copy;
};

} // namespace peregrine
