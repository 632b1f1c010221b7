#pragma once

#include "app/services.h"
#include "app/startup.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QString>
#include <QTemporaryDir>

#include <functional>
#include <memory>

/// The real window with real services on a data folder of its own, brought into named states and
/// drawn to PNG files.
class Scenes
{
public:
    Scenes(QApplication &application, QString outputFolder);
    ~Scenes();

    /// False when a state could not be reached; the reason is printed.
    bool shootAll();

private:
    bool firstStart();
    bool emptyGallery();
    bool jobRunning();
    bool pictureOnStage();
    bool rejectedInput();
    bool inputsAsJson();
    bool copyAsCode();
    bool serverGone();
    bool fullGallery();
    bool models();

    void start();
    enum class Motion { Still, Moving };
    /// Draws the window in both sizes and both appearances; a still one when nothing changes any
    /// more.
    void shoot(const QString &name, Motion motion = Motion::Still);
    /// Draws one window, once in each appearance.
    void shootDialog(const QString &name, QWidget &dialog);
    /// The window when so many drawings in a row were the same.
    QImage settledPicture(int drawings);
    bool waitFor(const char *what, const std::function<bool()> &reached, int milliseconds = 60'000);
    peregrine::JobId send(const QString &prompt, const QJsonObject &more = {});
    bool ended(const peregrine::JobId &id);

    QApplication &m_application;
    QString m_outputFolder;
    QTemporaryDir m_data;
    std::unique_ptr<peregrine::theme::Theme> m_theme;
    std::unique_ptr<peregrine::Services> m_services;
    std::unique_ptr<peregrine::MainWindow> m_window;
    std::unique_ptr<peregrine::Startup> m_startup;
};
