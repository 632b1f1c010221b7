#include "tests/support/studioprogram.h"

#include "app/services.h"
#include "app/startup.h"
#include "app/windowmeans.h"
#include "ui/shell/mainwindow.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

namespace peregrine::test {

StudioProgram::StudioProgram(theme::Theme &theme)
    : m_theme(theme)
{ }

StudioProgram::~StudioProgram()
{
    end();
}

void StudioProgram::start()
{
    m_services = std::make_unique<Services>(Folders::resolve(m_data.path()), Secret());
    m_window = std::make_unique<MainWindow>(windowMeans(*m_services, m_theme));
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_startup = std::make_unique<Startup>(*m_services, *m_window, QString(), EndpointId());
    m_startup->begin();
}

void StudioProgram::end()
{
    m_startup.reset();
    m_window.reset();
    m_services.reset();
}

bool StudioProgram::isFormReady() const
{
    const auto *button = find<QPushButton>(QStringLiteral("generate"));
    return button && button->isEnabled() && find<QPlainTextEdit>(QStringLiteral("field.prompt"));
}

QWidget &StudioProgram::widget() const
{
    return *m_window;
}

} // namespace peregrine::test
