#include "ui/form/editors/editorwords.h"

#include "core/base/json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
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
        ? QCoreApplication::translate("peregrine::EditorWords", "Describe what you want")
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

QString summaryOf(const FieldSpec &spec, const QJsonValue &object)
{
    constexpr qsizetype longestPart = 60;
    const QJsonObject members = object.toObject();
    QStringList parts;
    for (const FieldSpec &member : spec.children) {
        const QJsonValue held = members.value(member.name);
        QString text;
        if (held.isArray())
            text = QCoreApplication::translate("peregrine::EditorWords", "%n entries", "",
                                               static_cast<int>(held.toArray().size()));
        else if (held.isObject())
            text = QStringLiteral("…");
        else if (!held.isUndefined() && !held.isNull() && held != QJsonValue(QString()))
            text = choiceText(held).simplified();
        if (text.size() > longestPart)
            text = text.left(longestPart - 1) + u'…';
        if (!text.isEmpty())
            parts.append(QStringLiteral("%1: %2").arg(member.title, text));
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace peregrine
