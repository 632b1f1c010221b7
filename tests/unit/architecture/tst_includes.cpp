#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

/// The arrows of ARCHITECTURE.md: which folders a folder may include besides itself and core/base.
const QHash<QString, QStringList> &arrows()
{
    static const QHash<QString, QStringList> table{
        {QStringLiteral("core/base"), {}},
        {QStringLiteral("core/settings"), {}},
        {QStringLiteral("core/credentials"),
         {QStringLiteral("core/fal"), QStringLiteral("core/settings")}},
        {QStringLiteral("core/http"), {}},
        {QStringLiteral("core/webhook"), {QStringLiteral("core/fal"), QStringLiteral("core/http")}},
        {QStringLiteral("core/fal"), {}},
        {QStringLiteral("core/schema"), {}},
        {QStringLiteral("core/media"), {}},
        {QStringLiteral("core/archive"), {QStringLiteral("core/media")}},
        {QStringLiteral("core/catalog"),
         {QStringLiteral("core/fal"), QStringLiteral("core/schema"),
          QStringLiteral("core/settings")}},
        {QStringLiteral("core/prompts"), {QStringLiteral("core/schema")}},
        {QStringLiteral("core/presets"),
         {QStringLiteral("core/fal"), QStringLiteral("core/prompts"),
          QStringLiteral("core/schema")}},
        {QStringLiteral("core/jobs"),
         {QStringLiteral("core/fal"), QStringLiteral("core/media"), QStringLiteral("core/prompts"),
          QStringLiteral("core/schema"), QStringLiteral("core/settings")}},
        {QStringLiteral("core/batch"),
         {QStringLiteral("core/catalog"), QStringLiteral("core/fal"), QStringLiteral("core/jobs"),
          QStringLiteral("core/prompts"), QStringLiteral("core/schema")}},
        {QStringLiteral("core/spending"),
         {QStringLiteral("core/catalog"), QStringLiteral("core/credentials"),
          QStringLiteral("core/fal"), QStringLiteral("core/jobs")}},
        {QStringLiteral("core/library"),
         {QStringLiteral("core/batch"), QStringLiteral("core/fal"), QStringLiteral("core/jobs"),
          QStringLiteral("core/media"), QStringLiteral("core/catalog"),
          QStringLiteral("core/presets"), QStringLiteral("core/prompts"),
          QStringLiteral("core/schema"), QStringLiteral("core/settings"),
          QStringLiteral("core/spending")}},
        {QStringLiteral("core/uploads"), {QStringLiteral("core/fal")}},
        {QStringLiteral("core/code"), {QStringLiteral("core/fal"), QStringLiteral("core/schema")}},
        {QStringLiteral("core/localserver"), {QStringLiteral("core/http")}},
        {QStringLiteral("resources"), {}},
        {QStringLiteral("ui/theme"), {QStringLiteral("resources")}},
        {QStringLiteral("ui/widgets"), {QStringLiteral("core/*"), QStringLiteral("ui/theme")}},
        {QStringLiteral("ui/form"),
         {QStringLiteral("core/*"), QStringLiteral("ui/theme"), QStringLiteral("ui/widgets")}},
        {QStringLiteral("ui/prompts"),
         {QStringLiteral("core/*"), QStringLiteral("ui/theme"), QStringLiteral("ui/widgets")}},
        {QStringLiteral("ui/presets"),
         {QStringLiteral("core/*"), QStringLiteral("ui/theme"), QStringLiteral("ui/widgets")}},
        {QStringLiteral("ui/batch"),
         {QStringLiteral("core/*"), QStringLiteral("ui/theme"), QStringLiteral("ui/widgets")}},
        {QStringLiteral("ui/queue"),
         {QStringLiteral("core/*"), QStringLiteral("ui/theme"), QStringLiteral("ui/widgets")}},
        {QStringLiteral("ui/viewer"),
         {QStringLiteral("core/*"), QStringLiteral("ui/theme"), QStringLiteral("ui/widgets")}},
        {QStringLiteral("ui/gallery"),
         {QStringLiteral("core/*"), QStringLiteral("ui/theme"), QStringLiteral("ui/viewer"),
          QStringLiteral("ui/widgets")}},
        {QStringLiteral("ui/catalog"),
         {QStringLiteral("core/*"), QStringLiteral("ui/theme"), QStringLiteral("ui/widgets")}},
        {QStringLiteral("ui/code"),
         {QStringLiteral("core/*"), QStringLiteral("ui/theme"), QStringLiteral("ui/widgets")}},
        {QStringLiteral("ui/spending"),
         {QStringLiteral("core/*"), QStringLiteral("ui/theme"), QStringLiteral("ui/widgets")}},
        {QStringLiteral("ui/uploads"),
         {QStringLiteral("core/*"), QStringLiteral("ui/theme"), QStringLiteral("ui/widgets")}},
        {QStringLiteral("ui/shell"), {QStringLiteral("core/*"), QStringLiteral("ui/*")}},
        {QStringLiteral("app/cli"), {QStringLiteral("core/*")}},
        {QStringLiteral("app"),
         {QStringLiteral("core/*"), QStringLiteral("ui/*"), QStringLiteral("resources")}},
    };
    return table;
}

/// The longest folder of the table that holds the path; empty when none does.
QString moduleOf(const QString &path)
{
    QString found;
    for (auto it = arrows().cbegin(); it != arrows().cend(); ++it) {
        if (path.startsWith(it.key() + u'/') && it.key().size() > found.size())
            found = it.key();
    }
    return found;
}

bool allowed(const QString &from, const QString &to)
{
    if (from == to || to == QLatin1String("core/base"))
        return true;
    const QStringList targets = arrows().value(from);
    return targets.contains(to) || targets.contains(to.section(u'/', 0, 0) + QStringLiteral("/*"));
}

QStringList sources()
{
    QStringList files;
    const QString root = QStringLiteral(PEREGRINE_SOURCE_DIR);
    for (const char *folder : {"core", "ui", "app", "resources"}) {
        QDirIterator it(root + u'/' + QLatin1String(folder),
                        {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext())
            files.append(it.next().mid(root.size() + 1));
    }
    return files;
}

QByteArray contentOf(const QString &path)
{
    QFile file(QStringLiteral(PEREGRINE_SOURCE_DIR "/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestIncludes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followTheArrows()
    {
        static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s+\"([^\"]+)\""),
                                                QRegularExpression::MultilineOption);
        const QStringList files = sources();
        QVERIFY(files.size() > 100);
        QStringList wrong;
        for (const QString &file : files) {
            const QString from = moduleOf(file);
            QVERIFY2(!from.isEmpty(),
                     qPrintable(file + QStringLiteral(" is in a folder without arrows")));
            auto matches = include.globalMatch(QString::fromUtf8(contentOf(file)));
            while (matches.hasNext()) {
                const QString target = matches.next().captured(1);
                // Files that the build makes have no folder.
                if (!target.contains(u'/'))
                    continue;
                const QString to = moduleOf(target);
                if (to.isEmpty() || !allowed(from, to))
                    wrong.append(file + QStringLiteral(" includes ") + target);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void keepWidgetsOutOfCoreAndWiresOutOfUi_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("forbidden");
        QTest::newRow("core has no widgets")
            << QStringLiteral("core/")
            << QStringLiteral("<(QtWidgets/|QWidget|QApplication|QDialog|QLabel|QPushButton)");
        QTest::newRow("ui has no HTTP and no SQL")
            << QStringLiteral("ui/")
            << QStringLiteral("<(QtNetwork/|QtSql/|QNetwork|QSql|QTcp|QWebSocket|QSslSocket)");
        QTest::newRow("one place knows Beast") << QString() << QStringLiteral("<boost/beast");
    }
    void keepWidgetsOutOfCoreAndWiresOutOfUi()
    {
        QFETCH(QString, folder);
        QFETCH(QString, forbidden);
        const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s+") + forbidden,
                                         QRegularExpression::MultilineOption);
        QStringList wrong;
        const QStringList files = sources();
        for (const QString &file : files) {
            if (folder.isEmpty() ? file.startsWith(QStringLiteral("core/http/"))
                                 : !file.startsWith(folder))
                continue;
            if (include.match(QString::fromUtf8(contentOf(file))).hasMatch())
                wrong.append(file);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }
};

QTEST_APPLESS_MAIN(TestIncludes)
#include "tst_includes.moc"
