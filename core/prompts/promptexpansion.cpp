#include "core/prompts/promptexpansion.h"

#include "core/base/json.h"
#include "core/prompts/prompttexts.h"
#include "core/prompts/wildcardexpansion.h"

namespace peregrine {

Expected<ExpandedInput, Error> expandPrompts(const FieldSpec &root, const QJsonObject &input,
                                             const WildcardLists &lists, quint32 seed)
{
    ExpandedInput expanded{input, {}, {}};
    WildcardRandom random(seed);
    const QList<PromptText> prompts = promptTexts(root, input);
    for (const PromptText &prompt : prompts) {
        const WildcardTemplate text = WildcardTemplate::read(prompt.text);
        if (!text.hasWildcards())
            continue;
        auto words = expandWildcards(text, lists, random);
        if (!words) {
            Error error = words.error();
            error.fields.append(
                {jsonPointerParts(prompt.pointer), error.message, QStringLiteral("wildcards")});
            return Unexpected{error};
        }
        for (const QString &name : unknownLists(text, lists)) {
            if (!expanded.unknownLists.contains(name))
                expanded.unknownLists.append(name);
        }
        // Nothing but names of lists that are not there: the prompt was sent as it was written.
        if (*words == prompt.text)
            continue;
        expanded.input = withValueAt(expanded.input, prompt.pointer, *words).toObject();
        expanded.origin.templates.append({prompt.pointer, prompt.text});
    }
    if (!expanded.origin.templates.isEmpty())
        expanded.origin.seed = seed;
    return expanded;
}

} // namespace peregrine
