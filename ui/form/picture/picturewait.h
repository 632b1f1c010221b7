#pragma once

#include "ui/form/picture/formpictures.h"

#include <QDialog>
#include <QImage>
#include <QPointer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace peregrine {

class PictureFetch;
class WebPictures;

/// A small window while a picture comes from the web: how far it is, and a way to give it up; when
/// it cannot be had, why, and a way to try again. open() it and wait for arrived(); it is closed by
/// then.
class PictureWait : public QDialog
{
    Q_OBJECT

public:
    /// The pictures must outlive it.
    PictureWait(WebPictures &pictures, FormPicture picture, QWidget *parent = nullptr);
    ~PictureWait() override;

    void done(int result) override;

Q_SIGNALS:
    void arrived(const QImage &picture);

private:
    void start();
    void giveUp();
    void showProgress(qint64 bytes, qint64 total);
    void showProblem(const QString &words);

    WebPictures &m_pictures;
    FormPicture m_picture;
    QPointer<PictureFetch> m_fetch;
    QLabel *m_words;
    QProgressBar *m_progress;
    QPushButton *m_again;
    QPushButton *m_close;
};

} // namespace peregrine
