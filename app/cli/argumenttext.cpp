#include "app/cli/argumenttext.h"

namespace peregrine::cli {

QString shortened(const QString &argument)
{
    constexpr qsizetype longest = 100;
    return argument.size() <= longest ? argument : argument.left(longest) + u'…';
}

} // namespace peregrine::cli
