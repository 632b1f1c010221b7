#pragma once

#include "ui/uploads/uploadwords.h"

#include <QAbstractButton>
#include <QTimer>

namespace peregrine {

class Thumbnailer;
class UploadPopup;

/// One line that says how far the files of the form are on their way to the server; there only
/// while the form holds files of this machine. Opens a list of them.
class UploadBar : public QAbstractButton
{
    Q_OBJECT

public:
    /// Both must outlive it.
    UploadBar(UploadTray &tray, Thumbnailer &thumbnails, QWidget *parent = nullptr);

    void openPopup();
    /// Null before the first openPopup().
    [[nodiscard]] UploadPopup *popup() { return m_popup; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The form is to hold the file no longer.
    void removeRequested(const QString &path);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    UploadTray &m_tray;
    Thumbnailer &m_thumbnails;
    UploadSummary m_summary;
    /// Progress comes more often than anybody can read.
    QTimer m_refresh;
    UploadPopup *m_popup = nullptr;
};

} // namespace peregrine
