#include "core/fal/transport/falanswer.h"
#include "tests/fuzz/fuzzinput.h"

using namespace peregrine;

/// Bodies and headers of answers that are errors: any bytes make a bounded error with words.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    FalAnswer answer;
    answer.status = 400 + input.byte() % 200;
    answer.headers.insert("content-type", input.line());
    answer.headers.insert("retry-after", input.line());
    answer.headers.insert("x-fal-error-type", input.line());
    answer.headers.insert("x-fal-needs-retry", input.line());
    answer.headers.insert("x-fal-request-id", input.line());
    answer.body = input.rest();

    const Error error = errorOf(answer);
    constexpr qsizetype longest = 8 * 1024;
    fuzz::require(!error.message.isEmpty() && error.message.size() < longest);
    fuzz::require(error.httpStatus == answer.status);
    fuzz::require(error.retryAfterSeconds >= 0);
    for (const FieldFault &fault : error.fields)
        fuzz::require(fault.message.size() < longest && fault.type.size() < longest);
    fuzz::require(jsonOf(answer).hasValue()
                  || jsonObjectOf(answer).error().message.size() < longest);
    return 0;
}
