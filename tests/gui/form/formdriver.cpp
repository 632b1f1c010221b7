#include "tests/gui/form/formdriver.h"

#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "ui/form/editors/choicelisteditor.h"
#include "ui/form/editors/colorvalues.h"
#include "ui/form/editors/dropzone.h"
#include "ui/form/editors/numberspin.h"
#include "ui/form/editors/sizecard.h"
#include "ui/form/fieldeditor.h"
#include "ui/form/inputform.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonObject>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace peregrine;

namespace {

/// Trees that hold themselves are followed so far.
constexpr int deepest = 6;
const QString address = QStringLiteral("https://a.example/b.bin");

bool isNumber(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Integer || spec.kind == FieldKind::Number
        || spec.kind == FieldKind::Seed;
}

/// A number that the field takes, other than its default.
QJsonValue numberFor(const FieldSpec &spec)
{
    const NumberRange &range = spec.range;
    const double step = range.multipleOf > 0 ? range.multipleOf
        : spec.kind == FieldKind::Number && range.isClosed()
        ? (range.maximum.toDouble() - range.minimum.toDouble()) / 4
        : 1;
    double number = range.minimum.isDouble() ? range.minimum.toDouble()
        : range.maximum.isDouble()           ? range.maximum.toDouble() - 2 * step
                                             : 3;
    if (range.multipleOf > 0)
        number = std::ceil(number / step) * step;
    const double next = number + step;
    if (range.exclusiveMinimum || QJsonValue(number) == spec.defaultValue) {
        if (!range.maximum.isDouble() || next <= range.maximum.toDouble())
            number = next;
    }
    if (spec.kind != FieldKind::Number || number == std::floor(number))
        return static_cast<qint64>(number);
    return number;
}

} // namespace

FormDriver::FormDriver(InputForm &form)
    : m_form(form)
    , m_model(*form.model())
{ }

template <typename T> T *FormDriver::find(const QString &pointer, const char *part)
{
    return m_form.findChild<T *>(fieldObjectName(pointer) + QLatin1String(part));
}

void FormDriver::missing(const QString &pointer, const char *what)
{
    m_problems.append(QStringLiteral("%1: no %2").arg(pointer, QLatin1String(what)));
}

QJsonValue FormDriver::typeInto(QWidget *widget, const QString &text, const QJsonValue &meant)
{
    QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(widget, Qt::Key_Delete);
    QTest::keyClicks(widget, text);
    return meant;
}

QJsonValue FormDriver::fill(const FieldSpec &spec, const QString &pointer, int depth)
{
    if (spec.frozen || depth > deepest)
        return QJsonValue::Undefined;
    QJsonValue meant = QJsonValue::Undefined;
    switch (spec.kind) {
    case FieldKind::Text:
        if (auto *line = find<QLineEdit>(pointer))
            meant = typeInto(line, QStringLiteral("word"), QStringLiteral("word"));
        else
            missing(pointer, "line of text");
        break;
    case FieldKind::LongText:
        if (auto *text = find<QPlainTextEdit>(pointer))
            meant = typeInto(text, QStringLiteral("some words"), QStringLiteral("some words"));
        else
            missing(pointer, "text field");
        break;
    case FieldKind::Integer:
    case FieldKind::Number:
    case FieldKind::Seed:
        meant = fillNumber(spec, pointer);
        break;
    case FieldKind::Boolean:
        meant = fillBoolean(pointer);
        break;
    case FieldKind::Enum:
        meant = fillChoice(spec, pointer);
        break;
    case FieldKind::Size:
        meant = fillSize(spec, pointer);
        break;
    case FieldKind::Media:
        meant = fillMedia(pointer);
        break;
    case FieldKind::Color:
        meant = fillColor(spec, pointer);
        break;
    case FieldKind::List:
        meant = fillList(spec, pointer, depth);
        break;
    case FieldKind::Tuple:
        meant = fillTuple(spec, pointer, depth);
        break;
    case FieldKind::Object:
        meant = fillObject(spec, pointer, depth);
        break;
    case FieldKind::Map:
        meant = fillMap(spec, pointer, depth);
        break;
    case FieldKind::Union:
        meant = fillUnion(spec, pointer, depth);
        break;
    case FieldKind::Any:
        meant = fillAny(pointer);
        break;
    }
    ++m_filled;
    if (!meant.isUndefined() && m_model.value(pointer) != meant)
        m_problems.append(QStringLiteral("%1: meant %2, holds %3")
                              .arg(pointer, QString::fromUtf8(toJson(meant)),
                                   QString::fromUtf8(toJson(m_model.value(pointer)))));
    return meant;
}

QJsonValue FormDriver::fillNumber(const FieldSpec &spec, const QString &pointer)
{
    auto *spin = find<NumberSpin>(pointer);
    if (!spin) {
        missing(pointer, "number");
        return QJsonValue::Undefined;
    }
    const QJsonValue number = numberFor(spec);
    return typeInto(spin, QString::fromUtf8(toJson(number)), number);
}

QJsonValue FormDriver::fillBoolean(const QString &pointer)
{
    if (auto *box = find<QCheckBox>(pointer)) {
        const bool before = box->isChecked();
        QTest::keyClick(box, Qt::Key_Space);
        return !before;
    }
    if (auto *states = find<QComboBox>(pointer)) {
        QTest::keyClick(states, Qt::Key_End);
        return false;
    }
    missing(pointer, "check box");
    return QJsonValue::Undefined;
}

QJsonValue FormDriver::fillChoice(const FieldSpec &spec, const QString &pointer)
{
    auto *choices = find<QComboBox>(pointer);
    if (!choices || spec.choices.isEmpty()) {
        missing(pointer, "choice");
        return QJsonValue::Undefined;
    }
    if (!choices->isEditable()) {
        QTest::keyClick(choices, Qt::Key_End);
        return spec.choices.constLast();
    }
    // Choices that look alike are told apart by the one that is chosen: the first of them.
    const QString text = choices->itemText(choices->count() - 1);
    const int first = choices->findText(text, Qt::MatchFixedString);
    const qsizetype shift = choices->count() - spec.choices.size();
    QLineEdit *line = choices->lineEdit();
    typeInto(line, text, {});
    QTest::keyClick(line, Qt::Key_Return);
    return spec.choices.value(first - shift);
}

QJsonValue FormDriver::fillSize(const FieldSpec &spec, const QString &pointer)
{
    auto *width = find<NumberSpin>(pointer, ".width");
    auto *height = find<NumberSpin>(pointer, ".height");
    if (!width || !height) {
        missing(pointer, "width and height");
        return QJsonValue::Undefined;
    }
    const QJsonValue across = spec.child(QStringLiteral("width"))
        ? numberFor(*spec.child(QStringLiteral("width")))
        : QJsonValue(512);
    const QJsonValue down = spec.child(QStringLiteral("height"))
        ? numberFor(*spec.child(QStringLiteral("height")))
        : QJsonValue(768);
    typeInto(width, QString::fromUtf8(toJson(across)), {});
    typeInto(height, QString::fromUtf8(toJson(down)), {});
    return QJsonObject{{QStringLiteral("width"), across}, {QStringLiteral("height"), down}};
}

QJsonValue FormDriver::fillMedia(const QString &pointer)
{
    auto *link = find<QToolButton>(pointer, ".link");
    auto *line = find<QLineEdit>(pointer, ".address");
    if (!link || !line) {
        missing(pointer, "file");
        return QJsonValue::Undefined;
    }
    link->click();
    typeInto(line, address, {});
    QTest::keyClick(line, Qt::Key_Return);
    return address;
}

QJsonValue FormDriver::fillColor(const FieldSpec &spec, const QString &pointer)
{
    auto *line = find<QLineEdit>(pointer);
    if (!line) {
        missing(pointer, "colour");
        return QJsonValue::Undefined;
    }
    return typeInto(line, QStringLiteral("#3366cc"), valueOfColor(spec, QColor(0x33, 0x66, 0xcc)));
}

QJsonValue FormDriver::fillList(const FieldSpec &spec, const QString &pointer, int depth)
{
    const FieldSpec &item = spec.children.constFirst();
    const qsizetype before = m_model.value(pointer).toArray().size();
    if (ChoiceListEditor::suits(spec)) {
        auto *boxes = find<QWidget>(pointer);
        auto *box = boxes ? boxes->findChild<QCheckBox *>() : nullptr;
        if (!box)
            missing(pointer, "choices");
        else if (!box->isChecked())
            QTest::keyClick(box, Qt::Key_Space);
        return m_model.value(pointer);
    }
    QJsonArray held = m_model.value(pointer).toArray();
    const bool full = spec.maxItems >= 0 && before >= spec.maxItems;
    if (auto *files = find<DropZone>(pointer); files && item.kind == FieldKind::Media) {
        if (!full) {
            QApplication::clipboard()->setText(address);
            files->paste();
            held.append(address);
        }
        return held;
    }
    auto *add = find<QPushButton>(pointer);
    if (!add) {
        missing(pointer, "button that adds an entry");
        return QJsonValue::Undefined;
    }
    if (!full) {
        if (depth == deepest)
            return m_model.value(pointer);
        QTest::keyClick(add, Qt::Key_Space);
    }
    const qsizetype index = full ? before - 1 : before;
    const QString place = pointer + u'/' + QString::number(index);
    const QJsonValue entry = fill(item, place, depth + 1);
    held = m_model.value(pointer).toArray();
    if (!entry.isUndefined() && index >= 0 && index < held.size())
        held.replace(index, entry);
    return held;
}

QJsonValue FormDriver::fillTuple(const FieldSpec &spec, const QString &pointer, int depth)
{
    QJsonArray meant;
    for (qsizetype i = 0; i < spec.children.size(); ++i) {
        const FieldSpec &place = spec.children.at(i);
        const QJsonValue value =
            fill(place, pointer + u'/' + QString::number(i), isNumber(place) ? depth : depth + 1);
        meant.append(value.isUndefined() ? m_model.value(pointer).toArray().at(i) : value);
    }
    return meant;
}

QJsonValue FormDriver::fillObject(const FieldSpec &spec, const QString &pointer, int depth)
{
    if (!spec.required && !m_model.value(pointer).isObject()) {
        // Entries of lists and branches of unions are there without asking.
        if (auto *add = find<QPushButton>(pointer, ".add")) {
            if (depth >= deepest - 1)
                return QJsonValue::Undefined;
            QTest::keyClick(add, Qt::Key_Space);
        }
    }
    for (const FieldSpec &member : spec.children) {
        if (member.hidden)
            continue;
        const QString place = pointer + jsonPointer({member.name});
        const QJsonValue value = fill(member, place, depth + 1);
        if (!value.isUndefined() && m_model.value(place) != value)
            m_problems.append(QStringLiteral("%1 was changed by a neighbour").arg(place));
    }
    return m_model.value(pointer);
}

QJsonValue FormDriver::fillMap(const FieldSpec &spec, const QString &pointer, int depth)
{
    auto *add = find<QPushButton>(pointer);
    if (!add) {
        missing(pointer, "button that adds a key");
        return QJsonValue::Undefined;
    }
    QJsonObject held = m_model.value(pointer).toObject();
    if (depth == deepest || (spec.maxItems >= 0 && held.size() >= spec.maxItems))
        return held;
    QTest::keyClick(add, Qt::Key_Space);
    const QString key = QStringLiteral("key");
    const QJsonValue value =
        fill(spec.children.constFirst(), pointer + jsonPointer({key}), depth + 1);
    if (!value.isUndefined())
        held.insert(key, value);
    else
        held = m_model.value(pointer).toObject();
    return held;
}

QJsonValue FormDriver::fillUnion(const FieldSpec &spec, const QString &pointer, int depth)
{
    auto *kinds = find<QComboBox>(pointer, ".kind");
    if (!kinds) {
        missing(pointer, "choice of the kind");
        return QJsonValue::Undefined;
    }
    const int first = kinds->count() - static_cast<int>(spec.children.size());
    QJsonValue meant = QJsonValue::Undefined;
    for (int i = static_cast<int>(spec.children.size()) - 1; i >= 0; --i) {
        kinds->setCurrentIndex(first + i);
        meant = fill(spec.children.at(i), pointer, depth + 1);
        if (kinds->currentIndex() != first + i)
            m_problems.append(QStringLiteral("%1 left its branch %2").arg(pointer).arg(i));
    }
    return meant;
}

QJsonValue FormDriver::fillAny(const QString &pointer)
{
    auto *types = find<QComboBox>(pointer, ".type");
    if (!types) {
        missing(pointer, "choice of the type");
        return QJsonValue::Undefined;
    }
    if (pointer.isEmpty())
        return m_model.value(pointer);
    types->setCurrentIndex(types->findText(QStringLiteral("Text")));
    auto *text = find<QPlainTextEdit>(pointer);
    if (!text) {
        missing(pointer, "text of any value");
        return QJsonValue::Undefined;
    }
    return typeInto(text, QStringLiteral("anything"), QStringLiteral("anything"));
}
