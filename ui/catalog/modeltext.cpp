#include "ui/catalog/modeltext.h"

#include "core/catalog/priceestimate.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace peregrine::modeltext {

QString category(const QString &category)
{
    if (category.isEmpty())
        return QCoreApplication::translate("peregrine::modeltext", "Other");
    if (category.compare(u"llm", Qt::CaseInsensitive) == 0)
        return QCoreApplication::translate("peregrine::modeltext", "Language model");
    if (category.compare(u"json", Qt::CaseInsensitive) == 0)
        return QStringLiteral("JSON");
    QString words = category;
    words.replace(QLatin1Char('-'), QLatin1Char(' '));
    words[0] = words.at(0).toUpper();
    words.replace(QLatin1String("3d"), QLatin1String("3D"));
    words.replace(QLatin1String(" json"), QLatin1String(" JSON"));
    return words;
}

QString categoryIcon(const QString &category)
{
    const QString made = category.section(QStringLiteral("-to-"), -1).toLower();
    if (made == u"image")
        return QStringLiteral("image");
    if (made == u"video")
        return QStringLiteral("video");
    if (made == u"audio" || made == u"speech" || made == u"music")
        return QStringLiteral("audio");
    if (made == u"3d")
        return QStringLiteral("cube");
    if (made == u"text" || made == u"json" || made == u"llm" || made == u"vision")
        return QStringLiteral("text");
    return QStringLiteral("models");
}

QString price(const ModelCard &card)
{
    // A price of nothing is how fal lists models whose price it does not say.
    if (!card.price || card.price->amount <= 0)
        return {};
    const QString amount = moneyText({card.price->amount, card.price->currency});
    if (card.price->unit.isEmpty())
        return amount;
    //: a model's price: %1 is an amount of money, %2 fal's word for the unit ("images", "seconds")
    return QCoreApplication::translate("peregrine::modeltext", "%1 / %2")
        .arg(amount, card.price->unit);
}

QString age(const QDateTime &time, const QDateTime &now)
{
    const auto minutes = static_cast<int>(std::min<qint64>(time.secsTo(now) / 60, 5'000'000));
    if (minutes < 1)
        return QCoreApplication::translate("peregrine::modeltext", "just now");
    if (minutes < 60)
        return QCoreApplication::translate("peregrine::modeltext", "%n minute(s) ago", nullptr,
                                           minutes);
    if (minutes < 24 * 60)
        return QCoreApplication::translate("peregrine::modeltext", "%n hour(s) ago", nullptr,
                                           minutes / 60);
    return QCoreApplication::translate("peregrine::modeltext", "%n day(s) ago", nullptr,
                                       minutes / 60 / 24);
}

QString spoken(const ModelCard &card)
{
    QStringList parts{card.title, category(card.category), card.endpoint.toString()};
    if (card.favorite)
        parts.append(QCoreApplication::translate("peregrine::modeltext", "favourite"));
    if (card.status == ModelCard::Status::Deprecated)
        parts.append(QCoreApplication::translate("peregrine::modeltext", "deprecated"));
    return parts.join(QStringLiteral(", "));
}

QString safeMarkdown(const QString &text)
{
    static const QRegularExpression picture(QStringLiteral("!\\[([^\\]]*)\\]"));
    QString safe = text;
    // Without its mark a picture becomes a link or plain words.
    safe.replace(picture, QStringLiteral("[\\1]"));
    safe.replace(QLatin1Char('&'), QStringLiteral("&amp;"));
    return safe.replace(QLatin1Char('<'), QStringLiteral("&lt;"));
}

} // namespace peregrine::modeltext
