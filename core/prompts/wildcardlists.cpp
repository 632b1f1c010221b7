#include "core/prompts/wildcardlists.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <functional>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::WildcardLists)
};

constexpr qsizetype maxLines = 100'000;

quint64 product(quint64 a, quint64 b)
{
    return b != 0 && a > wildcardCountLimit / b ? wildcardCountLimit : a * b;
}

quint64 sum(quint64 a, quint64 b)
{
    return std::min(a + b, wildcardCountLimit);
}

using CountOfList = std::function<quint64(const QString &name)>;

quint64 countOf(const QList<WildcardPart> &parts, const CountOfList &countOfList);

quint64 countOf(const QList<WildcardOption> &options, const CountOfList &countOfList)
{
    quint64 count = 0;
    for (const WildcardOption &option : options) {
        if (option.weight > 0)
            count = sum(count, countOf(option.parts, countOfList));
    }
    return std::max<quint64>(count, 1);
}

quint64 countOf(const QList<WildcardPart> &parts, const CountOfList &countOfList)
{
    quint64 count = 1;
    for (const WildcardPart &part : parts) {
        if (part.kind == WildcardPart::Kind::Choice)
            count = product(count, countOf(part.options, countOfList));
        else if (part.kind == WildcardPart::Kind::List)
            count = product(count, countOfList(part.name));
    }
    return count;
}

/// Files below the folder, sorted by name, without those that a link brings in from elsewhere.
void collect(const QDir &folder, const QString &root, int depth, QStringList &files)
{
    const QFileInfoList entries =
        folder.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::Readable,
                             QDir::Name | QDir::DirsLast);
    for (const QFileInfo &entry : entries) {
        if (files.size() > WildcardLists::maxFiles)
            return;
        const QString real = entry.canonicalFilePath();
        if (!real.startsWith(root + u'/'))
            continue;
        if (!entry.isDir()) {
            if (entry.suffix().compare(QLatin1String("txt"), Qt::CaseInsensitive) == 0)
                files.append(entry.absoluteFilePath());
        } else if (depth < WildcardLists::maxFolderDepth && !entry.isSymLink()) {
            collect(QDir(entry.absoluteFilePath()), root, depth + 1, files);
        }
    }
}

QString keyOf(const QString &name)
{
    return name.toCaseFolded();
}

} // namespace

WildcardLists WildcardLists::read(const QString &folder)
{
    WildcardLists lists;
    const QDir dir(folder);
    const QString root = dir.canonicalPath();
    if (root.isEmpty())
        return lists;
    QStringList files;
    collect(QDir(root), root, 0, files);
    if (files.size() > maxFiles) {
        files.resize(maxFiles);
        lists.m_problems.append(
            Text::tr("There are more than %n wildcard file(s); the rest was left out.", nullptr,
                     static_cast<int>(maxFiles)));
    }
    qint64 all = 0;
    for (const QString &path : std::as_const(files)) {
        const QString shown = path.mid(root.size() + 1);
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            lists.m_problems.append(Text::tr("The wildcard file %1 cannot be read: %2.")
                                        .arg(shown, file.errorString()));
            continue;
        }
        const QByteArray bytes = file.read(maxFileBytes + 1);
        if (bytes.size() > maxFileBytes || all + bytes.size() > maxAllBytes) {
            lists.m_problems.append(
                Text::tr("The wildcard file %1 was left out: a file may have %2, all together %3.")
                    .arg(shown, QLocale().formattedDataSize(maxFileBytes),
                         QLocale().formattedDataSize(maxAllBytes)));
            continue;
        }
        all += bytes.size();
        QString name = shown.left(shown.size() - 4);
        lists.add(name.replace(u' ', u'_'), QString::fromUtf8(bytes));
    }
    lists.countAll();
    return lists;
}

WildcardLists WildcardLists::fromTexts(const QMap<QString, QString> &texts)
{
    WildcardLists lists;
    for (auto it = texts.cbegin(); it != texts.cend(); ++it)
        lists.add(it.key(), it.value());
    lists.countAll();
    return lists;
}

void WildcardLists::add(const QString &name, const QString &text)
{
    List list;
    for (QStringView line : QStringView(text).split(u'\n')) {
        line = line.trimmed();
        if (line.startsWith(QChar::ByteOrderMark))
            line = line.mid(1).trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        if (list.options.size() == maxLines) {
            m_problems.append(
                Text::tr("The wildcard file %1 has more than %n line(s); the rest was "
                         "left out.",
                         nullptr, static_cast<int>(maxLines))
                    .arg(name));
            break;
        }
        list.options.append(wildcardOptionOf(line.toString()));
        list.weights += list.options.constLast().weight;
    }
    const QString key = keyOf(name);
    if (list.options.isEmpty() || m_lists.contains(key))
        return;
    m_lists.insert(key, list);
    m_names.append(name);
}

void WildcardLists::countAll()
{
    m_names.sort(Qt::CaseInsensitive);
    QHash<QString, quint64> counts;
    const CountOfList count = [&](const QString &name) -> quint64 {
        const QString key = keyOf(name);
        if (const auto known = counts.constFind(key); known != counts.cend())
            return *known;
        const auto list = m_lists.constFind(key);
        if (list == m_lists.cend())
            return 1;
        // A list that leads back to itself counts once on its way.
        counts.insert(key, 1);
        const quint64 found = countOf(list->options, count);
        counts.insert(key, found);
        return found;
    };
    for (auto it = m_lists.begin(); it != m_lists.end(); ++it)
        it->count = count(it.key());
}

const WildcardLists::List *WildcardLists::find(const QString &name) const
{
    const auto it = m_lists.constFind(keyOf(name));
    return it == m_lists.cend() ? nullptr : &*it;
}

quint64 wildcardCount(const WildcardTemplate &text, const WildcardLists &lists)
{
    return countOf(text.parts, [&lists](const QString &name) -> quint64 {
        const WildcardLists::List *list = lists.find(name);
        return list ? list->count : 1;
    });
}

QStringList unknownLists(const WildcardTemplate &text, const WildcardLists &lists)
{
    QStringList unknown;
    for (const WildcardMark &mark : text.marks) {
        if (mark.kind == WildcardMark::Kind::List && !lists.find(mark.name)
            && !unknown.contains(mark.name))
            unknown.append(mark.name);
    }
    return unknown;
}

} // namespace peregrine
