#include "core/archive/packlist.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::PackList)
};

bool isLeftOver(const QFileInfo &file)
{
    const QString name = file.fileName();
    return name.startsWith(QLatin1Char('.')) || name == QLatin1String("__MACOSX")
        || name.compare(QLatin1String("Thumbs.db"), Qt::CaseInsensitive) == 0
        || name.compare(QLatin1String("desktop.ini"), Qt::CaseInsensitive) == 0;
}

class Collector
{
public:
    Expected<Done, Error> add(const QFileInfo &file, const QString &name, int depth)
    {
        if (file.isSymLink() && depth > 0)
            return Done();
        if (file.isDir())
            return addFolder(file.filePath(), name, depth);
        if (!file.isFile())
            return Unexpected{
                Error::media(Words::tr("\"%1\" is not there any more.").arg(file.fileName()))};
        if (!file.isReadable())
            return Unexpected{
                Error::media(Words::tr("\"%1\" may not be read.").arg(file.fileName()))};
        m_list.bytes += file.size();
        m_list.entries.append(
            {file.absoluteFilePath(), freeName(name), file.size(), file.lastModified().toUTC()});
        if (m_list.entries.size() > PackList::maxFiles)
            return Unexpected{Error::media(
                Words::tr("These are more than %n file(s).", nullptr, int(PackList::maxFiles)))};
        if (m_list.bytes > PackList::maxBytes)
            return Unexpected{
                Error::media(Words::tr("These files are larger than %1 together.")
                                 .arg(QLocale().formattedDataSize(
                                     PackList::maxBytes, 0, QLocale::DataSizeTraditionalFormat)))};
        return Done();
    }

    Expected<Done, Error> addFolder(const QString &path, const QString &name, int depth)
    {
        if (depth >= PackList::maxDepth)
            return Unexpected{
                Error::media(Words::tr("The folders in \"%1\" are nested too deeply.").arg(name))};
        const QFileInfoList inside =
            QDir(path).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name);
        for (const QFileInfo &file : inside) {
            if (isLeftOver(file))
                continue;
            const QString inner =
                name.isEmpty() ? file.fileName() : name + QLatin1Char('/') + file.fileName();
            if (const auto added = add(file, inner, depth + 1); !added)
                return added;
        }
        return Done();
    }

    PackList take() { return std::move(m_list); }

private:
    /// Files of one name from several folders all go in.
    QString freeName(const QString &name)
    {
        QString free = name;
        const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
        for (int number = 2; m_names.contains(free.toCaseFolded()); ++number) {
            const QString mark = QStringLiteral(" (%1)").arg(number);
            free = dot > 0 ? name.left(dot) + mark + name.mid(dot) : name + mark;
        }
        m_names.insert(free.toCaseFolded());
        return free;
    }

    PackList m_list;
    QSet<QString> m_names;
};

} // namespace

Expected<PackList, Error> PackList::of(const QStringList &paths)
{
    Collector collector;
    for (const QString &path : paths) {
        const QFileInfo file(path);
        const bool alone = paths.size() == 1 && file.isDir();
        const auto added = alone ? collector.addFolder(path, QString(), 0)
                                 : collector.add(file, file.fileName(), 0);
        if (!added)
            return Unexpected{added.error()};
    }
    PackList list = collector.take();
    if (list.entries.isEmpty())
        return Unexpected{Error::media(Words::tr("There is no file to pack."))};
    std::sort(list.entries.begin(), list.entries.end(),
              [](const PackEntry &a, const PackEntry &b) { return a.name < b.name; });
    return list;
}

} // namespace peregrine
