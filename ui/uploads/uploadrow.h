#pragma once

#include "core/uploads/uploadtray.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace peregrine {

class Thumbnailer;
class ToneLabel;

/// One file of the tray: its picture, how far it is, and what can be done about it.
class UploadRow : public QWidget
{
    Q_OBJECT

public:
    UploadRow(const QString &path, Thumbnailer &thumbnails, QWidget *parent = nullptr);

    [[nodiscard]] const QString &path() const { return m_path; }
    void show(const UploadState &state);

Q_SIGNALS:
    void stopRequested();
    void retryRequested();
    void removeRequested();

private:
    void elide();
    void resizeEvent(QResizeEvent *event) override;
    QToolButton *addButton(const QString &icon, const QString &text);

    QString m_path;
    QString m_details;
    QLabel *m_picture;
    QLabel *m_name;
    ToneLabel *m_words;
    QProgressBar *m_progress;
    QToolButton *m_stop;
    QToolButton *m_retry;
    QToolButton *m_remove;
};

} // namespace peregrine
