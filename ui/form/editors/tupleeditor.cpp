#include "ui/form/editors/tupleeditor.h"

#include "ui/form/fieldrow.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

/// Numbers are short: so many of them are side by side in the narrowest form.
constexpr qsizetype mostColumns = 3;

bool isShort(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Integer || spec.kind == FieldKind::Number
        || spec.kind == FieldKind::Text;
}

} // namespace

TupleEditor::TupleEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                         FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_places(new QWidget(this))
{
    const QList<FieldSpec> &places = fieldSpec.children;
    const bool together = std::all_of(places.begin(), places.end(), isShort);
    // Four places are two and two rather than three and one.
    const qsizetype columns = !together ? 1
        : places.size() == 4            ? 2
                                        : std::min(mostColumns, places.size());
    auto *grid = new QGridLayout(m_places);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::space2);
    grid->setVerticalSpacing(theme::space2);
    for (qsizetype i = 0; i < places.size(); ++i) {
        auto *row = new FieldRow(places.at(i), fieldPointer + u'/' + QString::number(i),
                                 formContext, m_places, FieldRow::Role::Entry);
        grid->addWidget(row, static_cast<int>(i / columns), static_cast<int>(i % columns));
    }
    for (int column = 0; column < columns; ++column)
        grid->setColumnStretch(column, 1);
    if (const QLayoutItem *first = grid->itemAtPosition(0, 0))
        m_places->setFocusProxy(static_cast<FieldRow *>(first->widget())->editor()->mainWidget());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_places);
    ready();
}

} // namespace peregrine
