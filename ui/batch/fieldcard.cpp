#include "ui/batch/fieldcard.h"

#include "core/batch/valuetext.h"
#include "core/prompts/promptkind.h"
#include "core/prompts/wildcardtemplate.h"
#include "ui/batch/axiscard.h"
#include "ui/batch/choicesource.h"
#include "ui/batch/filesource.h"
#include "ui/batch/rangesource.h"
#include "ui/batch/textsource.h"
#include "ui/batch/wildcardsource.h"

#include <QCoreApplication>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::FieldCard)
};

QString heldText(const VariableField &field)
{
    return field.value.isUndefined() || field.value.isNull() ? QString() : textOfValue(field.value);
}

} // namespace

AxisCard *makeFieldCard(const VariableField &field, const WildcardLists &lists, Dialogs &dialogs)
{
    auto *card = new AxisCard(field.title, field.pointer);
    const FieldSpec &spec = field.spec;
    const QString held = heldText(field);
    if (ChoiceSource::suits(spec)) {
        card->addSource(Words::tr("Choices"), new ChoiceSource(field));
        if (spec.kind == FieldKind::Size || spec.openChoices)
            card->addSource(Words::tr("List"), new TextSource(field, held));
    } else if (spec.kind == FieldKind::Media) {
        card->addSource(Words::tr("Files"), new FileSource(field, dialogs));
        card->addSource(Words::tr("Addresses"), new TextSource(field, held));
    } else if (promptKindOf(spec.meaning)) {
        card->addSource(Words::tr("One a line"), new TextSource(field, held));
        card->addSource(Words::tr("All wildcards"), new WildcardSource(field, lists));
        if (WildcardTemplate::read(held).hasWildcards())
            card->setCurrentSource(1);
    } else {
        card->addSource(Words::tr("List"), new TextSource(field, held));
        if (spec.kind == FieldKind::Integer || spec.kind == FieldKind::Number)
            card->addSource(Words::tr("Range"), new RangeSource(field));
    }
    return card;
}

} // namespace peregrine
