#include "ui/form/editors/editorwords.h"

#include "core/base/json.h"

#include <QCoreApplication>
#include <QLocale>

namespace peregrine {

namespace {

constexpr qsizetype longestExample = 140;

}

QString exampleText(const FieldSpec &spec)
{
    for (const QJsonValue &example : spec.examples) {
        QString text = example.toString().simplified();
        if (text.isEmpty())
            continue;
        if (text.size() > longestExample)
            text = text.left(longestExample - 1).trimmed() + u'…';
        return text;
    }
    return spec.meaning == FieldMeaning::Prompt
        ? QCoreApplication::translate("peregrine::EditorWords", "Say what you want to see")
        : QString();
}

QString choiceText(const QJsonValue &choice)
{
    if (choice.isString()) {
        const QString text = choice.toString();
        return text.trimmed().isEmpty()
            ? QCoreApplication::translate("peregrine::EditorWords", "(empty)")
            : text;
    }
    if (choice.isDouble())
        return numberText(choice);
    if (choice.isBool())
        return choice.toBool() ? QCoreApplication::translate("peregrine::EditorWords", "On")
                               : QCoreApplication::translate("peregrine::EditorWords", "Off");
    return QString::fromUtf8(toJson(choice));
}

QString numberText(const QJsonValue &number)
{
    return isWhole(number)
        ? QString::number(number.toInteger())
        : QLocale::c().toString(number.toDouble(), 'g', QLocale::FloatingPointShortest);
}

} // namespace peregrine
