#include "ui/batch/wildcardsource.h"

#include <QFontMetrics>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <utility>

namespace peregrine {

WildcardSource::WildcardSource(VariableField field, WildcardLists lists, QWidget *parent)
    : AxisSource(parent)
    , m_field(std::move(field))
    , m_lists(std::move(lists))
    , m_text(new QPlainTextEdit(m_field.value.toString(), this))
{
    m_text->setObjectName(QStringLiteral("axisWildcards"));
    m_text->setAccessibleName(tr("%1 with wildcards").arg(m_field.title));
    m_text->setPlaceholderText(tr("a {red|blue} house, __colours__"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(4 * m_text->fontMetrics().lineSpacing() + 18);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    setFocusProxy(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &AxisSource::changed);
}

axismaker::Axis WildcardSource::axis() const
{
    const QString text = m_text->toPlainText();
    if (text.trimmed().isEmpty())
        return VariationAxis{VariationAxis::Kind::Wildcards, m_field.title, {}};
    return axismaker::ofWildcards(m_field, text, m_lists);
}

} // namespace peregrine
