#include "core/base/async.h"
#include "core/prompts/prompthistory.h"
#include "core/prompts/promptrepository.h"
#include "core/prompts/promptwalk.h"

#include <QSignalSpy>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

class FakeClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return time; }
    QDateTime time = QDateTime::fromMSecsSinceEpoch(1'000'000, Qt::UTC);
};

class FakeRepository final : public PromptRepository
{
public:
    QFuture<Expected<QList<RememberedPrompt>, Error>> newest(int) override
    {
        if (isBroken)
            return readyFuture<Expected<QList<RememberedPrompt>, Error>>(
                Unexpected{Error::storage(u"broken"_s)});
        return readyFuture<Expected<QList<RememberedPrompt>, Error>>(kept);
    }
    QFuture<Saved> remember(const RememberedPrompt &prompt, int) override
    {
        kept.prepend(prompt);
        if (isBroken)
            return readyFuture<Saved>(Unexpected{Error::storage(u"broken"_s)});
        return readyFuture<Saved>(Done{});
    }
    QFuture<Saved> forget(PromptKind, const QString &text) override
    {
        kept.removeIf([&text](const RememberedPrompt &prompt) { return prompt.text == text; });
        return readyFuture<Saved>(Done{});
    }

    QList<RememberedPrompt> kept;
    bool isBroken = false;
};

PromptText prompt(const QString &text, PromptKind kind = PromptKind::Prompt)
{
    return {u"/prompt"_s, kind, text};
}

QStringList texts(const QList<RememberedPrompt> &prompts)
{
    QStringList list;
    for (const RememberedPrompt &entry : prompts)
        list.append(entry.text);
    return list;
}

} // namespace

class TestPromptHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestFirstWithoutDoubles()
    {
        FakeRepository repository;
        const FakeClock clock;
        PromptHistory history(repository, clock);
        QSignalSpy changed(&history, &PromptHistory::changed);
        history.add({prompt(u"a cat"_s), prompt(u"blurry"_s, PromptKind::Negative)}, u"x/y"_s);
        history.add({prompt(u"a dog"_s)}, u"x/y"_s);
        history.add({prompt(u"  a cat\n"_s)}, u"x/z"_s);
        history.add({prompt(u"  "_s)}, u"x/z"_s);
        QCOMPARE(texts(history.prompts(PromptKind::Prompt)), (QStringList{u"a cat"_s, u"a dog"_s}));
        QCOMPARE(texts(history.prompts(PromptKind::Negative)), QStringList(u"blurry"_s));
        QCOMPARE(history.prompts(PromptKind::Prompt).first().uses, 2);
        QCOMPARE(history.prompts(PromptKind::Prompt).first().endpoint, u"x/z"_s);
        QCOMPARE(changed.size(), 3);
        QCOMPARE(repository.kept.size(), 4);
    }

    void isBounded()
    {
        FakeRepository repository;
        const FakeClock clock;
        PromptHistory history(repository, clock, 3);
        for (int i = 0; i < 5; ++i)
            history.add({prompt(QString::number(i))}, u"x/y"_s);
        QCOMPARE(texts(history.prompts(PromptKind::Prompt)), (QStringList{u"4"_s, u"3"_s, u"2"_s}));
        history.add({prompt(QString(PromptHistory::maxLength + 1, u'x'))}, u"x/y"_s);
        QCOMPARE(history.prompts(PromptKind::Prompt).size(), 3);
    }

    void loadsBehindWhatIsNew()
    {
        FakeRepository repository;
        repository.kept = {{PromptKind::Prompt, u"old"_s, u"x/y"_s, {}, 1},
                           {PromptKind::Prompt, u"older"_s, u"x/y"_s, {}, 1}};
        const FakeClock clock;
        PromptHistory history(repository, clock);
        QSignalSpy changed(&history, &PromptHistory::changed);
        history.load();
        history.add({prompt(u"older"_s)}, u"x/y"_s);
        QTRY_COMPARE(changed.size(), 2);
        QCOMPARE(texts(history.prompts(PromptKind::Prompt)), (QStringList{u"older"_s, u"old"_s}));
    }

    void searchesAllWords()
    {
        FakeRepository repository;
        const FakeClock clock;
        PromptHistory history(repository, clock);
        history.add({prompt(u"A Cat in the RAIN"_s)}, u"x/y"_s);
        history.add({prompt(u"a dog in the rain"_s)}, u"x/y"_s);
        history.add({prompt(u"Straße bei Nacht"_s)}, u"x/y"_s);
        QCOMPARE(texts(history.search(PromptKind::Prompt, u"rain cat"_s, 10)),
                 QStringList(u"A Cat in the RAIN"_s));
        QCOMPARE(history.search(PromptKind::Prompt, u"rain"_s, 1).size(), 1);
        QCOMPARE(history.search(PromptKind::Prompt, u"nacht STRAßE"_s, 10).size(), 1);
        QCOMPARE(history.search(PromptKind::Prompt, u""_s, 10).size(), 3);
        QVERIFY(history.search(PromptKind::Prompt, u"fox"_s, 10).isEmpty());
    }

    void forgets()
    {
        FakeRepository repository;
        const FakeClock clock;
        PromptHistory history(repository, clock);
        history.add({prompt(u"secret"_s)}, u"x/y"_s);
        history.forget(PromptKind::Prompt, u"secret"_s);
        history.forget(PromptKind::Prompt, u"not there"_s);
        QVERIFY(history.prompts(PromptKind::Prompt).isEmpty());
        QVERIFY(repository.kept.isEmpty());
    }

    void tellsWhatFailed()
    {
        FakeRepository repository;
        repository.isBroken = true;
        const FakeClock clock;
        PromptHistory history(repository, clock);
        QSignalSpy failed(&history, &PromptHistory::failed);
        history.load();
        QTRY_COMPARE(failed.size(), 1);
        history.add({prompt(u"a"_s)}, u"x/y"_s);
        QTRY_COMPARE(failed.size(), 2);
        QCOMPARE(history.prompts(PromptKind::Prompt).size(), 1);
    }

    void walksLikeAShell()
    {
        const QStringList history{u"third"_s, u"second"_s, u"first"_s};
        PromptWalk walk;
        QCOMPARE(walk.older(u"typing"_s, history), std::optional(u"third"_s));
        QCOMPARE(walk.older(u"third"_s, history), std::optional(u"second"_s));
        QCOMPARE(walk.older(u"second"_s, history), std::optional(u"first"_s));
        QVERIFY(!walk.older(u"first"_s, history));
        QCOMPARE(walk.newer(u"first"_s), std::optional(u"second"_s));
        QCOMPARE(walk.newer(u"second"_s), std::optional(u"third"_s));
        QCOMPARE(walk.newer(u"third"_s), std::optional(u"typing"_s));
        QVERIFY(!walk.newer(u"typing"_s));
    }

    void aChangedPromptIsTypedText()
    {
        const QStringList history{u"second"_s, u"first"_s};
        PromptWalk walk;
        QCOMPARE(walk.older(QString(), history), std::optional(u"second"_s));
        QVERIFY(!walk.newer(u"second, changed"_s));
        QCOMPARE(walk.older(u"second, changed"_s, history), std::optional(u"second"_s));
        QCOMPARE(walk.newer(u"second"_s), std::optional(u"second, changed"_s));
    }

    void whatWasSentJustNowIsPassedOver()
    {
        PromptWalk walk;
        QCOMPARE(walk.older(u"sent "_s, {u"sent"_s, u"before"_s}), std::optional(u"before"_s));
        PromptWalk empty;
        QVERIFY(!empty.older(u"x"_s, {}));
        QVERIFY(!empty.newer(u"x"_s));
    }
};

QTEST_GUILESS_MAIN(TestPromptHistory)

#include "tst_prompthistory.moc"
