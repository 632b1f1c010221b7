#include "core/batch/csvtable.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::CsvTable)
};

constexpr qsizetype maxCells = 200;

QChar separatorOf(const QString &text)
{
    const qsizetype end = text.indexOf(u'\n');
    const QString head = text.left(end < 0 ? text.size() : end);
    if (head.contains(u','))
        return u',';
    if (head.contains(u';'))
        return u';';
    return head.contains(u'\t') ? u'\t' : u',';
}

class Reader
{
public:
    Reader(const QString &text, qsizetype maxRows)
        : m_text(text)
        , m_separator(separatorOf(text))
        , m_maxRows(maxRows)
    { }

    Expected<QList<QStringList>, QString> read()
    {
        while (m_at < m_text.size() && m_problem.isEmpty())
            readCell();
        endRow();
        if (!m_problem.isEmpty())
            return Unexpected{m_problem};
        return m_rows;
    }

private:
    void readCell()
    {
        QString cell;
        if (m_text.at(m_at) == u'"') {
            cell = quoted();
            if (!m_problem.isEmpty())
                return;
        }
        while (m_at < m_text.size() && m_text.at(m_at) != m_separator && m_text.at(m_at) != u'\n')
            cell.append(m_text.at(m_at++));
        m_row.append(cell.endsWith(u'\r') ? cell.chopped(1) : cell);
        if (m_row.size() > maxCells) {
            m_problem = Words::tr("Line %1 has more than %2 cells.").arg(m_line).arg(maxCells);
            return;
        }
        if (m_at == m_text.size())
            return;
        const bool isEnd = m_text.at(m_at++) == u'\n';
        if (isEnd) {
            ++m_line;
            endRow();
        } else if (m_at == m_text.size()) {
            m_row.append(QString());
        }
    }

    QString quoted()
    {
        const qsizetype begin = m_line;
        QString cell;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text.at(m_at);
            if (c == u'"') {
                if (m_at + 1 == m_text.size() || m_text.at(m_at + 1) != u'"') {
                    ++m_at;
                    return cell;
                }
                ++m_at;
            } else if (c == u'\n') {
                ++m_line;
            }
            cell.append(c);
        }
        m_problem = Words::tr("The quote that opens in line %1 is never closed.").arg(begin);
        return {};
    }

    void endRow()
    {
        QStringList row = std::exchange(m_row, {});
        const bool isEmpty = std::all_of(
            row.cbegin(), row.cend(), [](const QString &cell) { return cell.trimmed().isEmpty(); });
        if (isEmpty)
            return;
        if (m_rows.size() == m_maxRows) {
            m_problem =
                Words::tr("It has more than %1 rows.").arg(QLocale().toString(m_maxRows - 1));
            return;
        }
        m_rows.append(row);
    }

    const QString &m_text;
    const QChar m_separator;
    const qsizetype m_maxRows;
    qsizetype m_at = 0;
    qsizetype m_line = 1;
    QStringList m_row;
    QList<QStringList> m_rows;
    QString m_problem;
};

} // namespace

Expected<QList<QStringList>, QString> readCsv(const QString &text, qsizetype maxRows)
{
    return Reader(text, maxRows).read();
}

} // namespace peregrine
