#pragma once

#include "core/jobs/asset.h"
#include "core/media/textcontent.h"

#include <QThreadPool>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace peregrine {

class JsonHighlighter;

/// A text or JSON result for reading, selecting and copying. What a JSON result says comes first,
/// the document with colours below it. Files are read off the interface's thread.
class TextView : public QWidget
{
    Q_OBJECT

public:
    explicit TextView(QWidget *parent = nullptr);
    ~TextView() override;

    void load(const Asset &asset);
    void clear();

Q_SIGNALS:
    /// It cannot be shown: the reason, for people.
    void failed(const QString &message);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void show(const TextContent &content);
    void fitMainText();

    QThreadPool m_pool;
    quint64 m_question = 0;
    QPlainTextEdit *m_main = nullptr;
    QPlainTextEdit *m_whole = nullptr;
    QLabel *m_cut = nullptr;
    JsonHighlighter *m_highlighter = nullptr;
};

} // namespace peregrine
