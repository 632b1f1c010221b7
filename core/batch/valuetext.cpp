#include "core/batch/valuetext.h"

#include "core/base/json.h"
#include "core/batch/decimalrange.h"
#include "core/schema/formvalidator.h"
#include "core/schema/imagesizes.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <optional>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::ValueText)
};

constexpr qsizetype maxLabel = 80;

using Read = Expected<QJsonValue, QString>;

bool isNumber(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Integer || spec.kind == FieldKind::Number
        || spec.kind == FieldKind::Seed;
}

bool isWords(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Text || spec.kind == FieldKind::LongText
        || spec.kind == FieldKind::Media
        || (spec.kind == FieldKind::Color && spec.colorForm == ColorForm::Hex);
}

Read numberOf(const FieldSpec &spec, const QString &text)
{
    bool isLong = false;
    const qint64 whole = text.toLongLong(&isLong);
    if (isLong)
        return QJsonValue(whole);
    const auto number = Decimal::read(text);
    if (!number)
        return Unexpected{Words::tr("“%1” is not a number.").arg(text)};
    if (spec.kind != FieldKind::Number && !number->isWhole())
        return Unexpected{Words::tr("“%1” is not a whole number.").arg(text)};
    if (number->isWhole())
        return QJsonValue(number->toString().toLongLong());
    return QJsonValue(number->toDouble());
}

Read switchOf(const QString &text)
{
    static const QStringList on{QStringLiteral("true"), QStringLiteral("on"), QStringLiteral("yes"),
                                QStringLiteral("1")};
    static const QStringList off{QStringLiteral("false"), QStringLiteral("off"),
                                 QStringLiteral("no"), QStringLiteral("0")};
    const QString word = text.toLower();
    if (on.contains(word))
        return QJsonValue(true);
    if (off.contains(word))
        return QJsonValue(false);
    return Unexpected{Words::tr("“%1” is neither on nor off.").arg(text)};
}

std::optional<QJsonValue> choiceOf(const FieldSpec &spec, const QString &text)
{
    for (const QJsonValue &choice : spec.choices) {
        if (textOfValue(choice).compare(text, Qt::CaseInsensitive) == 0
            || titleOfPreset(choice.toString()).compare(text, Qt::CaseInsensitive) == 0)
            return choice;
    }
    return std::nullopt;
}

std::optional<QJsonValue> pixelsOf(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,6})\\s*[xX×*]\\s*(\\d{1,6})$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return QJsonObject{{QStringLiteral("width"), match.captured(1).toInt()},
                       {QStringLiteral("height"), match.captured(2).toInt()}};
}

Read chosen(const FieldSpec &spec, const QString &text)
{
    if (const auto choice = choiceOf(spec, text))
        return *choice;
    if (spec.kind == FieldKind::Size) {
        if (const auto pixels = pixelsOf(text))
            return *pixels;
        return Unexpected{
            Words::tr("“%1” is neither a size by name nor one such as 1024x768.").arg(text)};
    }
    if (spec.openChoices)
        return QJsonValue(text);
    return Unexpected{Words::tr("“%1” is not one of the choices.").arg(text)};
}

Read jsonOf(const FieldSpec &spec, const QString &text)
{
    const auto json = parseJson(text.toUtf8());
    if (json)
        return *json;
    // A bare word, where the field also takes texts.
    if (FormValidator::admits(spec, QJsonValue(text)))
        return QJsonValue(text);
    return Unexpected{Words::tr("“%1” is not JSON: %2").arg(text.left(maxLabel), json.error())};
}

Read unchecked(const FieldSpec &spec, const QString &text)
{
    if (isNumber(spec))
        return numberOf(spec, text);
    if (isWords(spec))
        return QJsonValue(text);
    switch (spec.kind) {
    case FieldKind::Boolean:
        return switchOf(text);
    case FieldKind::Enum:
    case FieldKind::Size:
        return chosen(spec, text);
    default:
        return jsonOf(spec, text);
    }
}

/// In the words in which the form would say it.
QString faultOf(const FieldSpec &spec, const QJsonValue &value)
{
    FieldSpec root;
    root.kind = FieldKind::Object;
    root.children = {spec};
    root.children.first().name = QStringLiteral("value");
    const QList<FieldFault> faults =
        FormValidator::check(root, {{{QStringLiteral("value"), value}}, {}});
    return faults.isEmpty() ? QString() : faults.constFirst().message;
}

} // namespace

Read valueOfText(const FieldSpec &spec, const QString &text)
{
    auto value = unchecked(spec, text);
    if (!value)
        return value;
    const QString fault = faultOf(spec, *value);
    if (fault.isEmpty())
        return value;
    return Unexpected{Words::tr("“%1”: %2").arg(text.left(maxLabel), fault)};
}

QString textOfValue(const QJsonValue &value)
{
    return value.isString() ? value.toString() : QString::fromUtf8(toJson(value));
}

QString labelOfValue(const QJsonValue &value)
{
    QString text;
    if (value.isBool()) {
        text = value.toBool() ? Words::tr("On") : Words::tr("Off");
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        const QJsonValue width = object.value(QStringLiteral("width"));
        const QJsonValue height = object.value(QStringLiteral("height"));
        if (object.size() == 2 && width.isDouble() && height.isDouble())
            text = QStringLiteral("%1 × %2").arg(width.toInteger()).arg(height.toInteger());
    } else if (value.isString()) {
        text = pixelsOfPreset(value.toString()).isValid() ? titleOfPreset(value.toString())
                                                          : value.toString().simplified();
        if (text.isEmpty())
            text = Words::tr("(empty)");
    }
    if (text.isEmpty())
        text = QString::fromUtf8(toJson(value));
    return text.size() > maxLabel ? text.left(maxLabel - 1) + u'…' : text;
}

QStringList splitValues(const FieldSpec &spec, const QString &text)
{
    static const QRegularExpression anySpace(QStringLiteral("[,;\\s]+"));
    static const QRegularExpression lineEnd(QStringLiteral("[\\r\\n]+"));
    QStringList values;
    const QStringList parts = text.split(isNumber(spec) ? anySpace : lineEnd, Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const QString value = part.trimmed();
        if (!value.isEmpty())
            values.append(value);
    }
    return values;
}

} // namespace peregrine
