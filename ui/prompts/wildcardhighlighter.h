#pragma once

#include "core/prompts/wildcardlists.h"
#include "core/prompts/wildcardtemplate.h"

#include <QPalette>
#include <QSyntaxHighlighter>

namespace peregrine {

/// Shows in a prompt what is a wildcard: braces and bars by how deep they are nested, weights,
/// lists (underlined in red when there is none of that name) and escapes. Text that was not meant
/// as a wildcard looks like any other.
class WildcardHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit WildcardHighlighter(QTextDocument *document);

    /// What the document's text was read as. Colours follow the palette.
    void show(const WildcardTemplate &text, const WildcardLists &lists, const QPalette &palette);

protected:
    void highlightBlock(const QString &text) override;

private:
    [[nodiscard]] QTextCharFormat formatOf(const WildcardMark &mark) const;

    QList<WildcardMark> m_marks;
    QStringList m_unknown;
    QPalette m_palette;
};

} // namespace peregrine
