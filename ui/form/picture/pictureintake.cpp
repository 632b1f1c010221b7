#include "ui/form/picture/pictureintake.h"

#include "core/schema/localfilecheck.h"

#include <QRegularExpression>

namespace peregrine {

namespace {

/// The types that the author's words name.
QStringList namedTypes(const QString &words)
{
    static const QRegularExpression names(QStringLiteral("\\b(png|jpe?g|webp|gif|avif)\\b"),
                                          QRegularExpression::CaseInsensitiveOption);
    QStringList types;
    for (auto it = names.globalMatch(words); it.hasNext();) {
        QString name = it.next().captured(1).toLower();
        if (name == QLatin1String("jpg"))
            name = QStringLiteral("jpeg");
        const QString type = QLatin1String("image/") + name;
        if (!types.contains(type))
            types.append(type);
    }
    return types;
}

} // namespace

PictureLimits pictureLimits(const FieldSpec &field)
{
    PictureLimits limits;
    limits.maxPixels = field.limits.maxPixels;
    limits.maxArea = field.limits.maxArea;
    limits.maxBytes = field.limits.maxBytes > 0 ? field.limits.maxBytes : maxUploadBytes;
    limits.mimeTypes = namedTypes(field.limits.description);
    if (limits.mimeTypes.isEmpty())
        limits.mimeTypes = namedTypes(field.help);
    const bool canBeMade = limits.mimeTypes.contains(QLatin1String("image/png"))
        || limits.mimeTypes.contains(QLatin1String("image/jpeg"));
    if (!canBeMade)
        limits.mimeTypes = {QStringLiteral("image/png"), QStringLiteral("image/jpeg"),
                            QStringLiteral("image/webp"), QStringLiteral("image/gif"),
                            QStringLiteral("image/avif")};
    return limits;
}

Intake judgeFile(const QString &path, const FieldSpec &field)
{
    const auto facts = checkLocalFile(path, field.mediaKind, field.limits);
    if (field.mediaKind != MediaKind::Image)
        return facts ? Intake() : Intake{Intake::Verdict::Refuse, facts.error()};
    const bool needed = PictureConverter::isNeeded(path, pictureLimits(field));
    if (facts)
        return {needed ? Intake::Verdict::Convert : Intake::Verdict::Take, {}};
    return {needed ? Intake::Verdict::Shrink : Intake::Verdict::Refuse, facts.error()};
}

} // namespace peregrine
