#include "core/settings/settingkeys.h"
#include "core/settings/settings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void valuesSurvive();
    void defaultsAreNotInTheFile();
    void changedTellsOnce();
    void badValuesCountAsMissing_data();
    void badValuesCountAsMissing();
    void lastEndpointForEachServer();
    void unknownKeysStay();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

void TestSettings::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(QStringLiteral("settings.ini"));
}

void TestSettings::valuesSurvive()
{
    const QByteArray geometry = QByteArray::fromHex("00ff0a0d22");
    const QStringList favourites{QStringLiteral("fal-ai/flux/dev"), QStringLiteral("a, b\"c")};
    {
        Settings written(m_file);
        written.set(settings::appearance, 2);
        written.set(settings::windowGeometry, geometry);
        written.set(settings::favourites, favourites);
        written.set(settings::resultsFolder, QStringLiteral("/bilder/\u00fcben"));
    }
    const Settings read(m_file);
    QCOMPARE(read.get(settings::appearance), 2);
    QCOMPARE(read.get(settings::windowGeometry), geometry);
    QCOMPARE(read.get(settings::favourites), favourites);
    QCOMPARE(read.get(settings::resultsFolder), QStringLiteral("/bilder/\u00fcben"));
    QCOMPARE(read.get(settings::server), QString());
}

void TestSettings::defaultsAreNotInTheFile()
{
    Settings written(m_file);
    written.set(settings::appearance, 1);
    written.set(settings::appearance, 0);
    written.sync();
    QVERIFY(!QSettings(m_file, QSettings::IniFormat).contains(QStringLiteral("appearance/mode")));
}

void TestSettings::changedTellsOnce()
{
    Settings written(m_file);
    QSignalSpy changed(&written, &Settings::changed);
    written.set(settings::appearance, 0);
    QCOMPARE(changed.size(), 0);
    written.set(settings::appearance, 1);
    written.set(settings::appearance, 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().toString(), QStringLiteral("appearance/mode"));
}

void TestSettings::badValuesCountAsMissing_data()
{
    QTest::addColumn<QVariant>("stored");
    QTest::newRow("out of range") << QVariant(77);
    QTest::newRow("not a number") << QVariant(QStringLiteral("dark"));
    QTest::newRow("a list") << QVariant(QStringList{QStringLiteral("1"), QStringLiteral("2")});
}

void TestSettings::badValuesCountAsMissing()
{
    QFETCH(QVariant, stored);
    {
        QSettings file(m_file, QSettings::IniFormat);
        file.setValue(QStringLiteral("appearance/mode"), stored);
    }
    Settings read(m_file);
    QCOMPARE(read.get(settings::appearance), 0);
    read.set(settings::appearance, 2);
    QCOMPARE(read.get(settings::appearance), 2);
}

void TestSettings::lastEndpointForEachServer()
{
    const QString url = QStringLiteral("http://127.0.0.1:7860/x");
    {
        Settings written(m_file);
        written.setLastEndpoint(QStringLiteral("fal"), QStringLiteral("fal-ai/flux/dev"));
        written.setLastEndpoint(url, QStringLiteral("me/model"));
    }
    const Settings read(m_file);
    QCOMPARE(read.lastEndpoint(QStringLiteral("fal")), QStringLiteral("fal-ai/flux/dev"));
    QCOMPARE(read.lastEndpoint(url), QStringLiteral("me/model"));
    QCOMPARE(read.lastEndpoint(QStringLiteral("local")), QString());
}

void TestSettings::unknownKeysStay()
{
    {
        QSettings file(m_file, QSettings::IniFormat);
        file.setValue(QStringLiteral("future/key"), 42);
    }
    {
        Settings written(m_file);
        written.set(settings::server, QStringLiteral("fal"));
    }
    QCOMPARE(QSettings(m_file, QSettings::IniFormat).value(QStringLiteral("future/key")).toInt(),
             42);
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
