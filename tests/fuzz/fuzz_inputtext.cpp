#include "core/code/inputimporter.h"
#include "core/code/inputtext.h"
#include "tests/fuzz/fuzzinput.h"

using namespace peregrine;

/// Texts that people paste: whatever one says, reading it ends, faults have a place in it, and what
/// was read comes back from what we write of it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    const QString text = QString::fromUtf8(input.rest());
    static_cast<void>(InputImporter::looksLikeInput(text));
    const auto imported = InputImporter::fromText(text);
    if (!imported) {
        fuzz::require(!imported.error().message.isEmpty());
        fuzz::require(imported.error().line >= 0 && imported.error().line <= text.count(u'\n') + 1);
        return 0;
    }
    const FieldSpec anything;
    const QString written = InputText::write(anything, {imported->input, {}});
    LiteralReader again(written, LiteralReader::Dialect::Json);
    const auto value = again.wholeText();
    fuzz::require(value && value->toObject() == imported->input);
    return 0;
}
