#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

/// Every recording of fal's client is compared somewhere; those that cannot be are listed with the
/// reason in tests/data/captures/README.md, and are not there.
class TestCaptures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRecordingIsCompared_data();
    void everyRecordingIsCompared();

private:
    [[nodiscard]] static QString tests();
};

QString TestCaptures::tests()
{
    QString text;
    QDirIterator files(QStringLiteral(PEREGRINE_SOURCE_DIR "/tests/unit"), {u"tst_*.cpp"_s},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            text += QString::fromUtf8(file.readAll());
    }
    return text;
}

void TestCaptures::everyRecordingIsCompared_data()
{
    QTest::addColumn<QString>("name");
    QDirIterator files(QStringLiteral(PEREGRINE_TEST_DATA "/captures"), {u"*.json"_s}, QDir::Files);
    while (files.hasNext()) {
        const QString name = QFileInfo(files.next()).completeBaseName();
        QTest::newRow(qPrintable(name)) << name;
    }
}

void TestCaptures::everyRecordingIsCompared()
{
    QFETCH(QString, name);
    static const QString text = tests();
    QVERIFY(text.contains(u'"' + name + u'"') || text.contains(u'/' + name + u'.')
            || text.contains(u'"' + name + u".json\""_s));
}

QTEST_GUILESS_MAIN(TestCaptures)
#include "tst_captures.moc"
