#include "core/batch/csvtable.h"
#include "core/batch/promptfile.h"
#include "core/batch/variationplan.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

FieldSpec fieldOf(const QString &name, const QString &title, FieldKind kind,
                  FieldMeaning meaning = FieldMeaning::None)
{
    FieldSpec spec;
    spec.name = name;
    spec.title = title;
    spec.kind = kind;
    spec.meaning = meaning;
    return spec;
}

FieldSpec someModel()
{
    FieldSpec root;
    root.kind = FieldKind::Object;
    root.children = {fieldOf(u"prompt"_s, u"Prompt"_s, FieldKind::LongText, FieldMeaning::Prompt),
                     fieldOf(u"guidance_scale"_s, u"Guidance"_s, FieldKind::Number),
                     fieldOf(u"seed"_s, u"Seed"_s, FieldKind::Seed, FieldMeaning::Seed)};
    root.children[1].range.minimum = 1;
    root.children[1].range.maximum = 20;
    return root;
}

QString wordsOf(const QList<QStringList> &rows)
{
    QStringList lines;
    for (const QStringList &row : rows)
        lines.append(row.join(u'|'));
    return lines.join(u'\n');
}

} // namespace

class TestPromptFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csv_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("rows");
        QTest::newRow("plain") << u"a,b\n1,2\n"_s << u"a|b\n1|2"_s;
        QTest::newRow("no last line end") << u"a,b\n1,2"_s << u"a|b\n1|2"_s;
        QTest::newRow("quotes") << u"a,b\n\"x, y\",\"he said \"\"no\"\"\"\n"_s
                                << u"a|b\nx, y|he said \"no\""_s;
        QTest::newRow("line end in quotes") << u"a\n\"x\ny\"\nz"_s << u"a\nx\ny\nz"_s;
        QTest::newRow("windows") << u"a,b\r\n1,2\r\n"_s << u"a|b\n1|2"_s;
        QTest::newRow("semicolons") << u"a;b\n1,5;2"_s << u"a|b\n1,5|2"_s;
        QTest::newRow("tabs") << u"a\tb\n1\t2"_s << u"a|b\n1|2"_s;
        QTest::newRow("empty cells") << u"a,b,c\n,x,\n"_s << u"a|b|c\n|x|"_s;
        QTest::newRow("empty lines") << u"\n\na,b\n\n,\n1,2\n\n"_s << u"a|b\n1|2"_s;
        QTest::newRow("trailing separator at the end") << u"a,b\n1,"_s << u"a|b\n1|"_s;
        QTest::newRow("nothing") << QString() << QString();
    }
    void csv()
    {
        QFETCH(QString, text);
        QFETCH(QString, rows);
        const auto read = readCsv(text, 10);
        QVERIFY(read);
        QCOMPARE(wordsOf(*read), rows);
    }

    void csvFaults()
    {
        QVERIFY(readCsv(u"a\nb\nc"_s, 2).error().contains(u"rows"_s));
        QVERIFY(readCsv(u"a\n\"b\nc"_s, 10).error().contains(u"line 2"_s));
        QVERIFY(!readCsv(QString(100'000, u','), 10));
    }

    void linesArePrompts()
    {
        const auto axis = promptFileAxis(someModel(), u"a.txt"_s,
                                         "\xef\xbb\xbf a cat\r\n\r\n# not this\na {x|y} dog\n");
        QVERIFY(axis);
        QCOMPARE(axis->kind, VariationAxis::Kind::Records);
        QCOMPARE(axis->title, u"Prompt"_s);
        QCOMPARE(axis->stops.size(), 2);
        QCOMPARE(axis->stops.at(0), (VariationStop{u"a cat"_s, {{u"/prompt"_s, u"a cat"_s}}}));
        QCOMPARE(axis->stops.at(1).changes.first().value, QJsonValue(u"a {x|y} dog"_s));
    }

    void columnsAreFields()
    {
        const auto axis = promptFileAxis(someModel(), u"a.CSV"_s,
                                         "prompt,Guidance,SEED\n\"a cat, red\",3.5,7\na dog,,\n");
        QVERIFY2(axis, axis ? "" : qPrintable(axis.error().message));
        QCOMPARE(axis->stops.size(), 2);
        const QList<FieldChange> first{
            {u"/prompt"_s, u"a cat, red"_s}, {u"/guidance_scale"_s, 3.5}, {u"/seed"_s, 7}};
        QCOMPARE(axis->stops.at(0).changes, first);
        QCOMPARE(axis->stops.at(0).label, u"a cat, red · 3.5 · 7"_s);
        QCOMPARE(axis->stops.at(1).changes.size(), 1);
    }

    void faults_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        QTest::newRow("empty") << u"a.txt"_s << QByteArray() << u"no prompt"_s;
        QTest::newRow("only a head") << u"a.csv"_s << QByteArray("prompt\n") << u"no other"_s;
        QTest::newRow("unknown field")
            << u"a.csv"_s << QByteArray("prompt,colour\na,b") << u"colour"_s;
        QTest::newRow("same field twice")
            << u"a.csv"_s << QByteArray("prompt,Prompt\na,b") << u"two columns"_s;
        QTest::newRow("out of bounds")
            << u"a.csv"_s << QByteArray("prompt,guidance_scale\na,3\nb,500") << u"row 2"_s;
        QTest::newRow("no number")
            << u"a.csv"_s << QByteArray("prompt,guidance_scale\na,lots") << u"lots"_s;
        QTest::newRow("too many cells")
            << u"a.csv"_s << QByteArray("prompt\na cat, red\n") << u"quotes"_s;
        QTest::newRow("too many lines")
            << u"a.txt"_s << QByteArray("x\n").repeated(1001) << u"1,000"_s;
        QTest::newRow("binary") << u"a.txt"_s << QByteArray("\xff\xfe\x00\x01", 4) << u"UTF-8"_s;
        QTest::newRow("zeros") << u"a.txt"_s << QByteArray("a\0b", 3) << u"UTF-8"_s;
        QTest::newRow("open quote") << u"a.csv"_s << QByteArray("prompt\n\"a") << u"line 2"_s;
    }
    void faults()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        const auto axis = promptFileAxis(someModel(), name, bytes);
        QVERIFY(!axis);
        QCOMPARE(axis.error().kind, Error::Kind::Validation);
        QVERIFY2(axis.error().message.contains(word), qPrintable(axis.error().message));
        QVERIFY(axis.error().message.contains(name));
    }

    void filesAreBounded()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"big.txt"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(maxPromptFileBytes + 1));
        file.close();
        QVERIFY(readPromptFile(someModel(), path).error().message.contains(u"larger"_s));
        QCOMPARE(readPromptFile(someModel(), dir.filePath(u"none.txt"_s)).error().kind,
                 Error::Kind::Storage);
        QVERIFY(!readPromptFile(someModel(), dir.path()));
    }

    void aModelWithoutPromptNeedsATable()
    {
        FieldSpec root = someModel();
        root.children.removeFirst();
        QVERIFY(!promptFileAxis(root, u"a.txt"_s, "a cat"));
        QVERIFY(promptFileAxis(root, u"a.csv"_s, "seed\n3\n4"));
    }
};

QTEST_GUILESS_MAIN(TestPromptFile)

#include "tst_promptfile.moc"
