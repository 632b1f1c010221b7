#include "core/library/sqluploadmemory.h"
#include "tests/support/await.h"
#include "tests/unit/library/libraryfixture.h"

#include <QJsonArray>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

/// Which results were made from which.
class TestLineage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void byPath();
    void byTheAddressOfAResult();
    void byWhatWasUploaded();
    void severalInputs();
    void aJobIsNotItsOwnSource();
    void whatIsGoneIsLeftOut();
    void hostileInputs();

private:
    std::unique_ptr<LibraryFixture> m_library;
};

void TestLineage::init()
{
    m_library = std::make_unique<LibraryFixture>();
}

void TestLineage::byPath()
{
    const Asset source = m_library->add(QStringLiteral("a fox"));
    Job job = LibraryFixture::job(QStringLiteral("a fox, larger"));
    job.files = {{QStringLiteral("/image_url"), source.path},
                 {QStringLiteral("/mask_url"), QStringLiteral("/elsewhere/mask.png")}};
    const Asset made = m_library->add(job, QStringLiteral("large.png"));

    const auto sources = await(m_library->assets().sources(made.id));
    QVERIFY(sources);
    QCOMPARE(sources->size(), 1);
    QCOMPARE(sources->first().pointer, QStringLiteral("/image_url"));
    QCOMPARE(sources->first().asset.id, source.id);
    const auto children = await(m_library->assets().madeFrom(source.id));
    QCOMPARE(children->size(), 1);
    QCOMPARE(children->first().id, made.id);
    QVERIFY(await(m_library->assets().sources(source.id))->isEmpty());
    QVERIFY(await(m_library->assets().madeFrom(made.id))->isEmpty());
    QCOMPARE(m_library->found(QStringLiteral("is:source")), QStringList{source.title});
    QCOMPARE(m_library->found(QStringLiteral("is:derived")), QStringList{made.title});
}

void TestLineage::byTheAddressOfAResult()
{
    Job first = LibraryFixture::job(QStringLiteral("two foxes"));
    const auto image = [](const char *url) {
        return QJsonObject{{QStringLiteral("url"), QLatin1String(url)},
                           {QStringLiteral("content_type"), QStringLiteral("image/png")}};
    };
    first.output = {{QStringLiteral("images"),
                     QJsonArray{image("https://v3.fal.media/files/a/1.png"),
                                image("https://v3.fal.media/files/a/2.png")}}};
    const Asset one = m_library->asset(first, QStringLiteral("1.png"), 0);
    const Asset two = m_library->asset(first, QStringLiteral("2.png"), 1);
    QVERIFY(await(m_library->jobs().saveResult(first, {one, two})));

    Job job = LibraryFixture::job(QStringLiteral("a film of it"));
    job.input.insert(QStringLiteral("image_url"),
                     QStringLiteral("https://v3.fal.media/files/a/2.png"));
    const Asset made = m_library->add(job, QStringLiteral("film.mp4"));
    const auto sources = await(m_library->assets().sources(made.id));
    QCOMPARE(sources->size(), 1);
    QCOMPARE(sources->first().asset.id, two.id);
}

void TestLineage::byWhatWasUploaded()
{
    const QByteArray sha256 = QByteArray::fromHex(QByteArray(64, 'a'));
    const Asset source = m_library->add(QStringLiteral("a fox"));
    m_library->execute(QStringLiteral("UPDATE assets SET content_hash = '%1'")
                           .arg(QString::fromLatin1(sha256.toHex())));
    SqlUploadMemory memory(m_library->store());
    RememberedUpload upload;
    upload.identity.owner.server = QStringLiteral("fal");
    upload.identity.size = 1000;
    upload.identity.sha256 = sha256;
    upload.url = QUrl(QStringLiteral("https://v3.fal.media/files/b/copy.png"));
    memory.remember(upload);

    Job job = LibraryFixture::job(QStringLiteral("from a copy"));
    job.files = {{QStringLiteral("/image_urls/0"), QStringLiteral("/home/copy.png")}};
    job.input.insert(QStringLiteral("image_urls"),
                     QJsonArray{QStringLiteral("https://v3.fal.media/files/b/copy.png")});
    const Asset made = m_library->add(job, QStringLiteral("made.png"));
    const auto sources = await(m_library->assets().sources(made.id));
    QCOMPARE(sources->size(), 1);
    QCOMPARE(sources->first().asset.id, source.id);
    QCOMPARE(sources->first().pointer, QStringLiteral("/image_urls/0"));
}

void TestLineage::severalInputs()
{
    const Asset a = m_library->add(QStringLiteral("a"));
    const Asset b = m_library->add(QStringLiteral("b"));
    Job job = LibraryFixture::job(QStringLiteral("both"));
    job.files = {{QStringLiteral("/images/1"), b.path},
                 {QStringLiteral("/images/0"), a.path},
                 {QStringLiteral("/images/2"), a.path}};
    const Asset made = m_library->add(job, QStringLiteral("both.png"));
    const auto sources = await(m_library->assets().sources(made.id));
    QCOMPARE(sources->size(), 3);
    QCOMPARE(sources->at(0).asset.id, a.id);
    QCOMPARE(sources->at(1).asset.id, b.id);
    QCOMPARE(await(m_library->assets().madeFrom(a.id))->size(), 1);
}

void TestLineage::aJobIsNotItsOwnSource()
{
    Job job = LibraryFixture::job(QStringLiteral("in place"));
    const Asset asset = m_library->asset(job, QStringLiteral("same.png"));
    job.files = {{QStringLiteral("/image_url"), asset.path}};
    QVERIFY(await(m_library->jobs().saveResult(job, {asset})));
    QVERIFY(await(m_library->jobs().saveResult(job, {asset})));
    QVERIFY(await(m_library->assets().sources(asset.id))->isEmpty());
}

void TestLineage::whatIsGoneIsLeftOut()
{
    const Asset source = m_library->add(QStringLiteral("a fox"));
    Job job = LibraryFixture::job(QStringLiteral("next"));
    job.files = {{QStringLiteral("/image_url"), source.path}};
    const Asset made = m_library->add(job, QStringLiteral("next.png"));
    m_library->execute(QStringLiteral("UPDATE assets SET trashed_at = 1 WHERE id = '%1'")
                           .arg(source.id.toString()));
    QVERIFY(await(m_library->assets().sources(made.id))->isEmpty());
    QVERIFY(await(m_library->assets().forgetTrashed(0)));
    QVERIFY(await(m_library->assets().sources(made.id))->isEmpty());
    QVERIFY(await(m_library->assets().find(made.id)));
}

void TestLineage::hostileInputs()
{
    QJsonValue deep = QStringLiteral("https://example.org/x.png");
    for (int i = 0; i < 500; ++i)
        deep = QJsonArray{deep};
    QJsonArray many;
    for (int i = 0; i < 5000; ++i)
        many.append(QStringLiteral("https://example.org/%1.png").arg(i));
    Job job = LibraryFixture::job(QStringLiteral("odd"));
    job.input.insert(QStringLiteral("deep"), deep);
    job.input.insert(QStringLiteral("many"), many);
    job.input.insert(QStringLiteral("data"),
                     QString(QStringLiteral("data:image/png;base64,") + QString(1'000'000, u'A')));
    const Asset made = m_library->add(job, QStringLiteral("odd.png"));
    QVERIFY(await(m_library->assets().sources(made.id))->isEmpty());
}

QTEST_GUILESS_MAIN(TestLineage)
#include "tst_lineage.moc"
