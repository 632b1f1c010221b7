#pragma once

#include <QFrame>
#include <QHash>
#include <QStringList>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace peregrine {

class Thumbnailer;
class UploadRow;
class UploadTray;

/// The files of the tray, one under the other.
class UploadPopup : public QFrame
{
    Q_OBJECT

public:
    /// Both must outlive it.
    UploadPopup(UploadTray &tray, Thumbnailer &thumbnails, QWidget *parent);

    /// As wide as the widget, within its screen.
    void openAbove(const QWidget &anchor);

Q_SIGNALS:
    void removeRequested(const QString &path);

private:
    void takeFiles();
    void showState(const QString &path);
    void fit();

    UploadTray &m_tray;
    Thumbnailer &m_thumbnails;
    QHash<QString, UploadRow *> m_rows;
    QVBoxLayout *m_list;
    QScrollArea *m_scroll;
    QPushButton *m_all;
};

} // namespace peregrine
