#include "core/schema/fieldwords.h"

#include <QCoreApplication>
#include <QStringList>

namespace peregrine {

namespace {

struct Spelling
{
    const char *word;
    const char *written;
};

constexpr Spelling spellings[] = {
    {"url", "URL"}, {"urls", "URLs"}, {"id", "ID"},         {"ids", "IDs"},   {"fps", "FPS"},
    {"cfg", "CFG"}, {"lora", "LoRA"}, {"loras", "LoRAs"},   {"nsfw", "NSFW"}, {"vae", "VAE"},
    {"3d", "3D"},   {"ip", "IP"},     {"llm", "LLM"},       {"pdf", "PDF"},   {"api", "API"},
    {"tts", "TTS"}, {"rgb", "RGB"},   {"num", "Number of"},
};

QString written(const QString &word, bool first)
{
    const QString lower = word.toLower();
    for (const Spelling &spelling : spellings) {
        if (lower != QLatin1String(spelling.word))
            continue;
        const QString text = QLatin1String(spelling.written);
        // "Number of" only opens a title; "Clip Num" stays as it is.
        if (lower == QLatin1String("num"))
            return first ? text : QStringLiteral("Num");
        return text;
    }
    return word.left(1).toUpper() + word.mid(1);
}

QString withoutUrl(QString title)
{
    const QString trimmed = title.trimmed();
    for (const char *ending : {" Urls", " URLs", " URLS"}) {
        if (trimmed.endsWith(QLatin1String(ending), Qt::CaseInsensitive)) {
            QString stem = trimmed.left(trimmed.size() - 5);
            if (!stem.endsWith(u's'))
                stem += u's';
            return stem;
        }
    }
    if (trimmed.endsWith(QLatin1String(" url"), Qt::CaseInsensitive))
        return trimmed.left(trimmed.size() - 4);
    return trimmed;
}

QString translated(const char *text)
{
    return QCoreApplication::translate("peregrine::FieldWords", text);
}

bool startsParagraph(const QString &line)
{
    return line.startsWith(u'-') || line.startsWith(u'*') || line.startsWith(u'#')
        || (line.size() > 1 && line.at(0).isDigit() && (line.at(1) == u'.' || line.at(1) == u')'));
}

} // namespace

QString entryTitle(const QString &listTitle)
{
    static const QStringList same{QStringLiteral("series"), QStringLiteral("species"),
                                  QStringLiteral("lens"),   QStringLiteral("canvas"),
                                  QStringLiteral("bias"),   QStringLiteral("news")};
    const QString word = listTitle.section(u' ', -1).toLower();
    const auto endsWith = [&word](const char *ending) {
        return word.endsWith(QLatin1String(ending));
    };
    if (word.size() < 4 || !endsWith("s") || endsWith("ss") || endsWith("us") || endsWith("is")
        || same.contains(word))
        return listTitle;
    if (endsWith("ies"))
        return listTitle.chopped(3) + u'y';
    if (endsWith("xes") || endsWith("ches") || endsWith("shes") || endsWith("sses"))
        return listTitle.chopped(2);
    return listTitle.chopped(1);
}

QString wordsOfName(const QString &name)
{
    QString spaced;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name.at(i);
        if (c == u'_' || c == u'-' || c == u'.') {
            spaced += u' ';
            continue;
        }
        const bool hump = i > 0 && c.isUpper() && name.at(i - 1).isLower();
        if (hump)
            spaced += u' ';
        spaced += c;
    }
    const QStringList words = spaced.split(u' ', Qt::SkipEmptyParts);
    QStringList result;
    for (const QString &word : words)
        result.append(written(word, result.isEmpty()));
    return result.join(u' ');
}

QString fieldTitle(const FieldSpec &spec, const QJsonObject &schema)
{
    QString title = schema.value(QLatin1String("title")).toString().simplified();
    // Most titles are the name in Title Case, made by a program: our own spelling reads better.
    const QString plain = title.toLower().replace(u' ', u'_');
    if (title.isEmpty() || plain == spec.name.toLower())
        title = wordsOfName(spec.name);
    const bool media = spec.kind == FieldKind::Media
        || (spec.kind == FieldKind::List && spec.children.constFirst().kind == FieldKind::Media);
    return media ? withoutUrl(title) : title;
}

QString fieldHelp(const QJsonObject &schema)
{
    const QString description = schema.value(QLatin1String("description")).toString();
    const QStringList lines = description.split(u'\n');
    QString help;
    bool breakBefore = false;
    for (const QString &line : lines) {
        const QString text = line.simplified();
        if (text.isEmpty()) {
            breakBefore = !help.isEmpty();
            continue;
        }
        if (!help.isEmpty())
            help += breakBefore         ? QStringLiteral("\n\n")
                : startsParagraph(text) ? QStringLiteral("\n")
                                        : QStringLiteral(" ");
        help += text;
        breakBefore = false;
    }
    return help;
}

QString branchTitle(const FieldSpec &branch, const QString &componentTitle)
{
    if (!componentTitle.isEmpty())
        return wordsOfName(componentTitle);
    switch (branch.kind) {
    case FieldKind::Text:
    case FieldKind::LongText:
        return translated(QT_TRANSLATE_NOOP("peregrine::FieldWords", "Text"));
    case FieldKind::Integer:
    case FieldKind::Number:
    case FieldKind::Seed:
        return translated(QT_TRANSLATE_NOOP("peregrine::FieldWords", "Number"));
    case FieldKind::Boolean:
        return translated(QT_TRANSLATE_NOOP("peregrine::FieldWords", "On or off"));
    case FieldKind::Enum:
        return branch.choices.size() == 1
            ? wordsOfName(branch.choices.constFirst().toVariant().toString())
            : translated(QT_TRANSLATE_NOOP("peregrine::FieldWords", "Choice"));
    case FieldKind::Size:
        return translated(QT_TRANSLATE_NOOP("peregrine::FieldWords", "Size"));
    case FieldKind::Media:
        return translated(QT_TRANSLATE_NOOP("peregrine::FieldWords", "One file"));
    case FieldKind::Color:
        return translated(QT_TRANSLATE_NOOP("peregrine::FieldWords", "Colour"));
    case FieldKind::List:
        return translated(QT_TRANSLATE_NOOP("peregrine::FieldWords", "List"));
    case FieldKind::Tuple:
        return translated(QT_TRANSLATE_NOOP("peregrine::FieldWords", "Values"));
    case FieldKind::Object:
    case FieldKind::Union:
        return translated(QT_TRANSLATE_NOOP("peregrine::FieldWords", "Details"));
    case FieldKind::Map:
        return translated(QT_TRANSLATE_NOOP("peregrine::FieldWords", "Named values"));
    case FieldKind::Any:
        return translated(QT_TRANSLATE_NOOP("peregrine::FieldWords", "Any value"));
    }
    return {};
}

} // namespace peregrine
