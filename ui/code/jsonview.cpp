#include "ui/code/jsonview.h"

#include "core/base/json.h"
#include "core/code/importwords.h"
#include "core/schema/formmodel.h"
#include "core/schema/formvalidator.h"
#include "ui/theme/theme.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/tonelabel.h"

#include <QAction>
#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

constexpr std::chrono::milliseconds readDelay{250};
/// Colouring more than this would be felt.
constexpr qsizetype longestColoured = 256 * 1024;
constexpr qsizetype mostMarks = 200;
constexpr double lineTint = 0.14;

QTextCharFormat underline(theme::Tone tone, const QPalette &palette)
{
    QTextCharFormat format;
    format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    format.setUnderlineColor(theme::color(tone, palette));
    return format;
}

} // namespace

JsonView::JsonView(FormModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_edit(new QPlainTextEdit(this))
    , m_highlighter(new JsonHighlighter(m_edit->document(), palette()))
    , m_status(new ToneLabel(theme::Tone::TextMuted, this))
    , m_goTo(new QToolButton(this))
    , m_endpoint(model.schema().endpointId)
{
    setObjectName(QStringLiteral("jsonView"));
    m_edit->setObjectName(QStringLiteral("jsonText"));
    m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setTabChangesFocus(true);
    m_edit->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_edit->setAccessibleName(tr("Inputs as JSON"));
    m_edit->document()->setDocumentMargin(theme::space3);
    m_status->setObjectName(QStringLiteral("jsonStatus"));
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_goTo->setObjectName(QStringLiteral("jsonGoTo"));
    m_goTo->setText(tr("Show"));
    m_goTo->setAccessibleName(tr("Go to what is wrong"));
    m_goTo->setToolTip(m_goTo->accessibleName());

    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    footer->setSpacing(theme::space2);
    footer->addWidget(m_status, 1);
    footer->addWidget(m_goTo, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_edit, 1);
    layout->addLayout(footer);
    setFocusProxy(m_edit);

    m_delay.setSingleShot(true);
    m_delay.setInterval(readDelay);
    connect(&m_delay, &QTimer::timeout, this, &JsonView::takeText);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        // Colouring the text tells of a change, too.
        if (!m_writing && isVisible() && m_edit->toPlainText() != m_taken)
            m_delay.start();
    });
    connect(m_goTo, &QToolButton::clicked, this, &JsonView::goToFault);
    connect(&m_model, &FormModel::valueChanged, this, &JsonView::takeForm);
    connect(&m_model, &FormModel::schemaChanged, this, &JsonView::takeSchema);
    connect(&m_model, &FormModel::errorsChanged, this, [this] {
        if (!m_applying && isVisible())
            readMarks();
    });
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *submit = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        submit->setContext(Qt::WidgetWithChildrenShortcut);
        connect(submit, &QShortcut::activated, this, [this] {
            if (m_delay.isActive())
                takeText();
            Q_EMIT submitRequested();
        });
    }
}

void JsonView::setDelay(std::chrono::milliseconds delay)
{
    m_delay.setInterval(delay);
}

void JsonView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    takeForm();
}

void JsonView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_delay.isActive())
        takeText();
    m_delay.stop();
    // The form shows what could be read last, and that can be sent; the text waits here.
    if (m_fault)
        m_atHide = m_model.values();
    m_model.setUnreadable({}, {});
}

void JsonView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter) {
        m_highlighter->setPalette(palette());
        showMarks();
    }
}

void JsonView::rememberFiles(const FormValues &values)
{
    for (const FileInput &file : values.files) {
        if (!m_files.contains(file.path))
            m_files.append(file.path);
    }
}

void JsonView::takeSchema()
{
    // Another model may have what this one has not, and the other way round.
    if (m_model.schema().endpointId != std::exchange(m_endpoint, m_model.schema().endpointId)) {
        m_unknown.clear();
        m_reading.reset();
    }
    takeForm();
}

void JsonView::setReading(InputText::Reading reading)
{
    m_unknown = reading.unknown;
    m_reading = std::move(reading);
}

void JsonView::takeForm()
{
    if (m_applying || !isVisible())
        return;
    m_delay.stop();
    const FormValues values = m_model.values();
    rememberFiles(values);
    if (const auto atHide = std::exchange(m_atHide, std::nullopt); atHide == values) {
        takeText();
        return;
    }
    const FieldSpec &schema = m_model.schema().input;
    if (!m_reading || m_reading->values != values)
        write(InputText::write(schema, values, m_unknown));
    m_taken = m_edit->toPlainText();
    auto reading = InputText::read(m_taken, schema, m_files);
    m_fault.reset();
    m_reading.reset();
    if (reading)
        setReading(std::move(*reading));
    else
        m_fault = reading.error();
    readMarks();
}

/// Only what differs is replaced, so that the cursor stays where it is.
void JsonView::write(const QString &text)
{
    const QScopedValueRollback writing(m_writing, true);
    const QString old = m_edit->toPlainText();
    m_highlighter->setEnabled(text.size() <= longestColoured);
    if (old == text)
        return;
    const qsizetype shorter = std::min(old.size(), text.size());
    qsizetype start = 0;
    while (start < shorter && old.at(start) == text.at(start))
        ++start;
    qsizetype end = 0;
    while (end < shorter - start && old.at(old.size() - 1 - end) == text.at(text.size() - 1 - end))
        ++end;
    // Half of an emoji is not a place for a cursor.
    if (start > 0 && start < old.size() && old.at(start).isLowSurrogate())
        --start;
    if (end > 0 && old.at(old.size() - end).isLowSurrogate())
        --end;
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(int(start));
    cursor.setPosition(int(old.size() - end), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(start, text.size() - start - end));
}

void JsonView::takeText()
{
    m_delay.stop();
    const QString text = m_edit->toPlainText();
    m_taken = text;
    const QScopedValueRollback applying(m_applying, true);
    auto reading = InputText::read(text, m_model.schema().input, m_files);
    m_fault.reset();
    m_reading.reset();
    if (!reading) {
        m_fault = reading.error();
        const LineColumn place = LineColumn::of(text, m_fault->offset);
        m_model.setUnreadable(
            {},
            tr("The JSON cannot be read. Line %1, column %2: %3")
                .arg(QString::number(place.line), QString::number(place.column), m_fault->message));
    } else {
        setReading(std::move(*reading));
        m_model.setUnreadable({}, {});
        if (m_reading->values != m_model.values())
            m_model.setExactInput(m_reading->values);
    }
    readMarks();
}

void JsonView::addMark(const QString &pointer, const QString &words, Weight weight)
{
    if (m_marks.size() >= mostMarks)
        return;
    // What is missing is told at what should hold it.
    QString place = pointer;
    while (!place.isEmpty() && !m_reading->places.contains(place))
        place.truncate(place.lastIndexOf(u'/'));
    const LiteralReader::Place found = m_reading->places.value(place);
    const QString path = pathWords(pointer);
    const qsizetype length = place.isEmpty() ? 1 : found.length;
    m_marks.append({found.offset, length,
                    path.isEmpty() ? words : tr("%1: %2", "field: what is wrong").arg(path, words),
                    weight});
}

void JsonView::readMarks()
{
    m_marks.clear();
    if (m_fault) {
        const LineColumn place = LineColumn::of(m_edit->toPlainText(), m_fault->offset);
        m_marks.append(
            {m_fault->offset, 1,
             tr("Line %1, column %2: %3")
                 .arg(QString::number(place.line), QString::number(place.column), m_fault->message),
             Weight::Fault});
    } else if (m_reading) {
        QStringList told;
        const QMap<QString, QString> &errors = m_model.errors();
        for (auto it = errors.cbegin(); it != errors.cend(); ++it) {
            addMark(it.key(), it.value(), Weight::Fault);
            told.append(it.key());
        }
        const QList<FieldFault> faults =
            FormValidator::check(m_model.schema().input, m_reading->values);
        for (const FieldFault &fault : faults) {
            const QString pointer = jsonPointer(fault.path);
            if (!told.contains(pointer))
                addMark(pointer, fault.message, Weight::Fault);
        }
        for (const QString &pointer : std::as_const(m_reading->foreignFiles)) {
            addMark(pointer,
                    tr("The form does not hold this file. Choose files in the form; it is not "
                       "sent."),
                    Weight::Fault);
        }
        for (auto it = m_reading->unknown.cbegin(); it != m_reading->unknown.cend(); ++it)
            addMark(it.key(), tr("The model does not know this; it is not sent."), Weight::Notice);
    }
    showMarks();
}

void JsonView::showMarks()
{
    QList<QTextEdit::ExtraSelection> selections;
    const auto last = std::max(0, m_edit->document()->characterCount() - 1);
    for (const Mark &mark : std::as_const(m_marks)) {
        const theme::Tone tone =
            mark.weight == Weight::Fault ? theme::Tone::Danger : theme::Tone::Warning;
        const int start = std::min(int(mark.offset), last);
        QTextEdit::ExtraSelection line;
        line.cursor = QTextCursor(m_edit->document());
        line.cursor.setPosition(start);
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        line.format.setBackground(
            theme::mixed(palette().color(QPalette::Base), theme::color(tone, palette()), lineTint));
        selections.append(line);
        QTextEdit::ExtraSelection words;
        words.cursor = QTextCursor(m_edit->document());
        words.cursor.setPosition(start);
        // Of a long value the first line tells enough.
        const int lineEnd = words.cursor.block().position() + words.cursor.block().length() - 1;
        words.cursor.setPosition(
            std::clamp(int(mark.offset + mark.length), start, std::max(start, lineEnd)),
            QTextCursor::KeepAnchor);
        words.format = underline(tone, palette());
        selections.append(words);
    }
    m_edit->setExtraSelections(selections);

    m_goTo->setVisible(!m_marks.isEmpty());
    if (m_marks.isEmpty()) {
        m_status->setTone(theme::Tone::TextMuted);
        m_status->setText(tr("This is what is sent."));
        return;
    }
    const Mark &first = m_marks.constFirst();
    m_status->setTone(first.weight == Weight::Fault ? theme::Tone::Danger : theme::Tone::Warning);
    const int more = int(m_marks.size()) - 1;
    m_status->setText(more == 0 ? first.words
                                : tr("%1 (and %n more)", nullptr, more).arg(first.words));
}

bool JsonView::goToFault()
{
    if (m_marks.isEmpty())
        return false;
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(
        std::min(int(m_marks.constFirst().offset), m_edit->document()->characterCount() - 1));
    m_edit->setTextCursor(cursor);
    m_edit->centerCursor();
    m_edit->setFocus();
    return true;
}

} // namespace peregrine
