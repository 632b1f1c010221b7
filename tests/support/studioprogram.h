#pragma once

#include <QString>
#include <QTemporaryDir>
#include <QWidget>

#include <memory>

namespace peregrine {
class MainWindow;
class Startup;
struct Services;
namespace theme {
class Theme;
}
} // namespace peregrine

namespace peregrine::test {

/// The whole program in the test's process, with its window, on the local server and with a data
/// folder of its own that outlives `end()`, so that it can be started again on it.
class StudioProgram
{
public:
    /// `theme` must outlive it.
    explicit StudioProgram(theme::Theme &theme);
    ~StudioProgram();
    Q_DISABLE_COPY_MOVE(StudioProgram)

    void start();
    void end();

    /// Only between start() and end().
    [[nodiscard]] Services &services() const { return *m_services; }
    [[nodiscard]] MainWindow &window() const { return *m_window; }

    /// The form of the default model is there and can be sent.
    [[nodiscard]] bool isFormReady() const;
    [[nodiscard]] QString folder() const { return m_data.path(); }
    [[nodiscard]] QString filePath(const QString &name) const { return m_data.filePath(name); }

    template <typename T> [[nodiscard]] T *find(const QString &name) const
    {
        return widget().findChild<T *>(name);
    }

private:
    [[nodiscard]] QWidget &widget() const;

    theme::Theme &m_theme;
    QTemporaryDir m_data;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Startup> m_startup;
};

} // namespace peregrine::test
