#include "ui/form/fieldeditorregistry.h"

#include "ui/form/editors/anyeditor.h"
#include "ui/form/editors/booleaneditor.h"
#include "ui/form/editors/choiceeditor.h"
#include "ui/form/editors/choicelisteditor.h"
#include "ui/form/editors/coloreditor.h"
#include "ui/form/editors/groupeditor.h"
#include "ui/form/editors/lineeditor.h"
#include "ui/form/editors/listeditor.h"
#include "ui/form/editors/longtexteditor.h"
#include "ui/form/editors/mapeditor.h"
#include "ui/form/editors/mediaeditor.h"
#include "ui/form/editors/numbereditor.h"
#include "ui/form/editors/seededitor.h"
#include "ui/form/editors/sizeeditor.h"
#include "ui/form/editors/tristateeditor.h"
#include "ui/form/editors/tupleeditor.h"
#include "ui/form/editors/unioneditor.h"

#include <utility>

namespace peregrine {

namespace {

FieldEditorRegistry::Accepts kindIs(FieldKind kind)
{
    return [kind](const FieldSpec &spec) { return spec.kind == kind; };
}

} // namespace

template <typename Editor> void FieldEditorRegistry::addEditor(Accepts accepts)
{
    add(std::move(accepts),
        [](const FieldSpec &spec, const QString &pointer, FormContext &context, QWidget *parent) {
            return new Editor(spec, pointer, context, parent);
        });
}

FieldEditorRegistry::FieldEditorRegistry()
{
    addEditor<AnyEditor>([](const FieldSpec &) { return true; });
    addEditor<LineEditor>(kindIs(FieldKind::Text));
    addEditor<LongTextEditor>(kindIs(FieldKind::LongText));
    addEditor<NumberEditor>(kindIs(FieldKind::Integer));
    addEditor<NumberEditor>(kindIs(FieldKind::Number));
    addEditor<SeedEditor>(kindIs(FieldKind::Seed));
    addEditor<BooleanEditor>(kindIs(FieldKind::Boolean));
    addEditor<TriStateEditor>([](const FieldSpec &spec) {
        return spec.kind == FieldKind::Boolean && initialValue(spec).isUndefined();
    });
    addEditor<ChoiceEditor>(kindIs(FieldKind::Enum));
    addEditor<SizeEditor>(kindIs(FieldKind::Size));
    addEditor<MediaEditor>(kindIs(FieldKind::Media));
    addEditor<ListEditor>(kindIs(FieldKind::List));
    addEditor<ChoiceListEditor>(
        [](const FieldSpec &spec) { return ChoiceListEditor::suits(spec); });
    addEditor<GroupEditor>(kindIs(FieldKind::Object));
    addEditor<MapEditor>(kindIs(FieldKind::Map));
    addEditor<TupleEditor>(kindIs(FieldKind::Tuple));
    addEditor<ColorEditor>(kindIs(FieldKind::Color));
    addEditor<UnionEditor>(kindIs(FieldKind::Union));
}

void FieldEditorRegistry::add(Accepts accepts, Create create)
{
    m_entries.push_back({std::move(accepts), std::move(create)});
}

FieldEditor *FieldEditorRegistry::create(const FieldSpec &spec, const QString &pointer,
                                         FormContext &context, QWidget *parent) const
{
    for (auto it = m_entries.rbegin(); it != m_entries.rend(); ++it) {
        if (it->accepts(spec))
            return it->create(spec, pointer, context, parent);
    }
    Q_UNREACHABLE();
}

} // namespace peregrine
