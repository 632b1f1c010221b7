#include "tests/unit/schema/schematext.h"

#include "core/base/json.h"

#include <QStringList>

#include <utility>

namespace peregrine {

namespace {

QString valueText(const QJsonValue &value)
{
    return value.isString() ? value.toString() : QString::fromUtf8(toJson(value));
}

QString joined(const QList<FieldSpec> &specs, const QString &separator)
{
    QStringList texts;
    for (const FieldSpec &spec : specs) {
        const QString name = spec.name.isEmpty()
            ? QString()
            : spec.name + (spec.required ? QStringLiteral("!: ") : QStringLiteral(": "));
        texts.append(name + schemaText(spec));
    }
    return texts.join(separator);
}

QString choicesText(const FieldSpec &spec)
{
    QStringList texts;
    for (const QJsonValue &choice : spec.choices)
        texts.append(valueText(choice));
    return u'(' + texts.join(u',') + u')';
}

QString rangeText(const NumberRange &range)
{
    QString text;
    if (!range.minimum.isUndefined() || !range.maximum.isUndefined()) {
        text += u' ';
        if (!range.minimum.isUndefined())
            text += valueText(range.minimum) + QLatin1String(range.exclusiveMinimum ? "<" : "");
        text += QStringLiteral("..");
        if (!range.maximum.isUndefined())
            text += QLatin1String(range.exclusiveMaximum ? "<" : "") + valueText(range.maximum);
    }
    if (range.multipleOf > 0)
        text += QStringLiteral(" multiple of %1").arg(range.multipleOf);
    if (range.step > 0)
        text += QStringLiteral(" step %1").arg(range.step);
    return text;
}

QString spanText(qsizetype least, qsizetype most)
{
    return (least >= 0 ? QString::number(least) : QString()) + QStringLiteral("..")
        + (most >= 0 ? QString::number(most) : QString());
}

QString lengthText(const FieldSpec &spec)
{
    const bool any = spec.minLength >= 0 || spec.maxLength >= 0;
    return any ? u' ' + spanText(spec.minLength, spec.maxLength) + QStringLiteral(" characters")
               : QString();
}

QString countText(const FieldSpec &spec)
{
    const bool any = spec.minItems >= 0 || spec.maxItems >= 0;
    return any ? u'[' + spanText(spec.minItems, spec.maxItems) + u']' : QString();
}

QString sizeText(const QSize &size)
{
    return QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
}

QString limitsText(const MediaLimits &limits)
{
    const auto span = [](double least, double most) {
        return QStringLiteral("%1..%2").arg(least).arg(most);
    };
    QStringList texts;
    if (limits.minPixels != QSize(0, 0) || limits.maxPixels != QSize(0, 0))
        texts.append(sizeText(limits.minPixels) + QStringLiteral("..")
                     + sizeText(limits.maxPixels));
    if (limits.minArea > 0 || limits.maxArea > 0)
        texts.append(QStringLiteral("area %1..%2").arg(limits.minArea).arg(limits.maxArea));
    if (limits.minAspect > 0 || limits.maxAspect > 0)
        texts.append(QStringLiteral("aspect ") + span(limits.minAspect, limits.maxAspect));
    if (limits.multipleOf > 0)
        texts.append(QStringLiteral("multiple of %1").arg(limits.multipleOf));
    if (limits.maxBytes > 0)
        texts.append(QStringLiteral("%1 bytes").arg(limits.maxBytes));
    if (limits.timeoutSeconds > 0)
        texts.append(QStringLiteral("%1 s timeout").arg(limits.timeoutSeconds));
    if (limits.minSeconds > 0 || limits.maxSeconds > 0)
        texts.append(span(limits.minSeconds, limits.maxSeconds) + QStringLiteral(" s"));
    if (limits.minFrames > 0 || limits.maxFrames > 0)
        texts.append(span(limits.minFrames, limits.maxFrames) + QStringLiteral(" frames"));
    if (limits.minFps > 0 || limits.maxFps > 0)
        texts.append(span(limits.minFps, limits.maxFps) + QStringLiteral(" fps"));
    return texts.isEmpty() ? QString() : QStringLiteral(" limits(%1)").arg(texts.join(u' '));
}

QString meaningText(FieldMeaning meaning)
{
    switch (meaning) {
    case FieldMeaning::Palette:
        return QStringLiteral("palette ");
    case FieldMeaning::Point:
        return QStringLiteral("point ");
    case FieldMeaning::Points:
        return QStringLiteral("points ");
    case FieldMeaning::Path:
        return QStringLiteral("path ");
    case FieldMeaning::Paths:
        return QStringLiteral("paths ");
    case FieldMeaning::Box:
        return QStringLiteral("box ");
    case FieldMeaning::Boxes:
        return QStringLiteral("boxes ");
    case FieldMeaning::KeyPoints:
        return QStringLiteral("keypoints ");
    case FieldMeaning::Messages:
        return QStringLiteral("messages ");
    default:
        return {};
    }
}

QString mediaText(const FieldSpec &spec)
{
    switch (spec.meaning) {
    case FieldMeaning::Mask:
        return QStringLiteral("mask");
    case FieldMeaning::EndImage:
        return QStringLiteral("end image");
    case FieldMeaning::Archive:
        return QStringLiteral("archive");
    case FieldMeaning::File:
        return QStringLiteral("file");
    default:
        return mediaKindName(spec.mediaKind);
    }
}

QString kindText(const FieldSpec &spec)
{
    switch (spec.kind) {
    case FieldKind::Text:
        return QStringLiteral("text") + lengthText(spec);
    case FieldKind::LongText:
        return QStringLiteral("long text") + lengthText(spec);
    case FieldKind::Integer:
        return QStringLiteral("integer") + rangeText(spec.range);
    case FieldKind::Number:
        return QStringLiteral("number") + rangeText(spec.range);
    case FieldKind::Seed:
        return QStringLiteral("seed") + rangeText(spec.range);
    case FieldKind::Boolean:
        return QStringLiteral("boolean");
    case FieldKind::Enum:
        return QLatin1String(spec.openChoices ? "open choice" : "choice") + choicesText(spec);
    case FieldKind::Size:
        return QStringLiteral("size") + choicesText(spec) + u'{'
            + joined(spec.children, QStringLiteral(", ")) + u'}';
    case FieldKind::Media:
        return mediaText(spec);
    case FieldKind::Color:
        return QStringLiteral("colour as ")
            + (spec.colorForm == ColorForm::Object      ? QStringLiteral("object")
                   : spec.colorForm == ColorForm::Tuple ? QStringLiteral("tuple")
                                                        : QStringLiteral("hex"));
    case FieldKind::List:
        return QStringLiteral("list") + countText(spec) + QStringLiteral(" of ")
            + joined(spec.children, {});
    case FieldKind::Tuple:
        return QStringLiteral("tuple(") + joined(spec.children, QStringLiteral(", ")) + u')';
    case FieldKind::Object:
        return QLatin1String(spec.openMembers ? "open object{" : "object{")
            + joined(spec.children, QStringLiteral(", ")) + u'}';
    case FieldKind::Map:
        return QStringLiteral("map") + countText(spec) + QStringLiteral(" of ")
            + joined(spec.children, {});
    case FieldKind::Union:
        return QStringLiteral("union")
            + (spec.discriminator.isEmpty() ? QString()
                                            : QStringLiteral(" by ") + spec.discriminator)
            + u'(' + joined(spec.children, QStringLiteral(" | ")) + u')';
    case FieldKind::Any:
        return QStringLiteral("any");
    }
    return {};
}

} // namespace

QString schemaText(const FieldSpec &spec)
{
    QString text;
    for (const auto &[flag, word] : {std::pair{spec.hidden, "hidden "},
                                     {spec.frozen, "frozen "},
                                     {spec.deprecated, "deprecated "}}) {
        if (flag)
            text += QLatin1String(word);
    }
    text += meaningText(spec.meaning) + kindText(spec) + limitsText(spec.limits);
    if (spec.nullable)
        text += u'?';
    if (!spec.defaultValue.isUndefined())
        text += QStringLiteral(" = ") + QString::fromUtf8(toJson(spec.defaultValue));
    if (!spec.hint.isEmpty())
        text += QStringLiteral(" hint(%1)").arg(spec.hint);
    return text;
}

} // namespace peregrine
