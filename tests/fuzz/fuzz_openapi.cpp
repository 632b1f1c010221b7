#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "core/schema/openapireader.h"
#include "core/schema/outputitems.h"
#include "core/schema/unionbranch.h"
#include "tests/fuzz/fuzzinput.h"

using namespace peregrine;

namespace {

/// What a user may do to any form: start a value in each field, add an entry to each list.
void edit(FormModel &form, const FieldSpec &root)
{
    for (const FieldSpec &field : root.children) {
        const QString pointer = jsonPointer({field.name});
        const QJsonValue start = emptyValue(field);
        form.setValue(pointer, start);
        if (field.kind == FieldKind::List)
            form.insertItem(pointer, 0, emptyValue(field.children.constFirst()));
        if (field.kind == FieldKind::Union)
            fuzz::require(field.children.isEmpty() || branchOf(field, start));
        static_cast<void>(form.spec(pointer + QStringLiteral("/0/a")));
        static_cast<void>(form.isChanged(pointer));
    }
    static_cast<void>(form.validate());
}

} // namespace

/// OpenAPI documents: whatever one says, reading it ends, and a form made from it has values. The
/// second line is an output that such a model might give, and an input from a past job.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    const auto document = parseJson(input.line());
    const auto other = parseJson(input.rest());
    if (other)
        fuzz::require(outputItems(*other).size() <= 1000);
    if (!document || !document->isObject())
        return 0;
    const auto schema = OpenApiReader::read(document->toObject());
    if (!schema)
        return 0;
    FormModel form;
    form.setSchema(*schema);
    form.useExamples();
    if (other)
        form.setInput(other->toObject());
    static_cast<void>(form.validate());
    const FormValues values = form.values();
    form.setInput(values.input);
    fuzz::require(form.values() == values);
    edit(form, schema->input);
    const FormValues edited = form.values();
    while (form.undo())
        ;
    while (form.redo())
        ;
    fuzz::require(form.values() == edited);
    return 0;
}
