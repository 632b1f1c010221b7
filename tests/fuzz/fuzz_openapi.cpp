#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "core/schema/openapireader.h"
#include "core/schema/outputitems.h"
#include "tests/fuzz/fuzzinput.h"

using namespace peregrine;

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
    const QJsonObject values = form.values().input;
    form.setInput(values);
    form.resetAll();
    return 0;
}
