#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace peregrine {

/// What belongs to a search in a log: how much was found, the way from match to match, and how to
/// search.
class LogSearchRow : public QWidget
{
    Q_OBJECT

public:
    explicit LogSearchRow(QWidget *parent = nullptr);

    void setWords(const QString &words);
    [[nodiscard]] bool isRegularExpression() const;
    /// Lines without a match are left out.
    [[nodiscard]] bool showsOnlyMatches() const;

Q_SIGNALS:
    void previousRequested();
    void nextRequested();
    /// isRegularExpression() is another.
    void patternChanged();
    void onlyMatchesChanged();

private:
    QLabel *m_found;
    QToolButton *m_pattern;
    QToolButton *m_only;
};

} // namespace peregrine
