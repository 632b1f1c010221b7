#include "ui/form/formcontent.h"

#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "ui/form/fieldrow.h"
#include "ui/form/fieldsearch.h"
#include "ui/form/foldsection.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QMap>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

/// What nobody can do without stands first: the prompt and what has to be given, then the rest;
/// within both the order is the author's.
bool comesFirst(const FieldSpec &field)
{
    return field.meaning == FieldMeaning::Prompt
        || (field.required && initialValue(field).isUndefined());
}

} // namespace

FormContent::FormContent(FormContext &context)
    : m_context(context)
    , m_general(new QLabel(this))
    , m_noHit(new QLabel(tr("No option matches."), this))
    , m_more(new FoldSection(tr("More options"), this))
{
    setObjectName(QStringLiteral("formContent"));
    m_general->setWordWrap(true);
    m_general->setTextFormat(Qt::PlainText);
    m_general->setObjectName(QStringLiteral("fault"));
    m_general->hide();
    m_noHit->setForegroundRole(QPalette::PlaceholderText);
    m_noHit->setAlignment(Qt::AlignCenter);
    m_noHit->hide();
    m_more->setObjectName(QStringLiteral("moreOptions"));
    build();
    connect(m_more, &FoldSection::toggled, this, [this](bool unfolded) {
        if (unfolded)
            buildMore();
        if (m_filtering)
            return;
        m_moreUnfolded = unfolded;
        Q_EMIT moreToggled(unfolded);
    });
    connect(&context.model, &FormModel::valueChanged, this, &FormContent::updateNote);
    updateNote();
}

void FormContent::build()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space3, theme::space1, theme::space3, theme::space3);
    layout->setSpacing(theme::space3);
    layout->addWidget(m_general);
    layout->addWidget(m_noHit);
    const FieldSpec &root = m_context.model.schema().input;
    if (root.kind == FieldKind::Object) {
        for (const FieldSpec &field : root.children) {
            const bool needed = field.required && initialValue(field).isUndefined();
            if (field.hidden && !(needed && field.important))
                continue;
            (field.important ? m_first : m_folded).append({field, nullptr});
        }
        std::stable_partition(m_first.begin(), m_first.end(),
                              [](const Place &place) { return comesFirst(place.spec); });
        for (Place &place : m_first)
            addRow(layout, place);
    } else if (root.required) {
        FieldSpec whole = root;
        whole.title = tr("Input");
        layout->addWidget(new FieldRow(whole, QString(), m_context, this));
    }
    layout->addWidget(m_more);
    m_more->setVisible(!m_folded.isEmpty());
    layout->addStretch(1);
}

void FormContent::addRow(QVBoxLayout *layout, Place &place)
{
    place.row = new FieldRow(place.spec, jsonPointer({place.spec.name}), m_context, this);
    layout->addWidget(place.row);
}

void FormContent::buildMore()
{
    if (m_moreBuilt)
        return;
    m_moreBuilt = true;
    for (Place &place : m_folded) {
        addRow(m_more->contents(), place);
        // Added to a section that is open already, it would only show with the next turn.
        place.row->show();
    }
}

void FormContent::setMoreUnfolded(bool unfolded)
{
    // A form that is all options has nothing else to show.
    m_moreUnfolded = unfolded || m_first.isEmpty();
    if (m_moreUnfolded)
        buildMore();
    const QSignalBlocker quiet(m_more);
    m_more->setUnfolded(m_moreUnfolded);
}

void FormContent::filter(const QString &words)
{
    const bool all = words.trimmed().isEmpty();
    m_filtering = true;
    if (!all)
        buildMore();
    qsizetype hits = 0;
    const auto show = [&words, &hits](const QList<Place> &places) {
        qsizetype shown = 0;
        for (const Place &place : places) {
            const bool hit = matchesWords(place.spec, words);
            shown += hit ? 1 : 0;
            if (place.row)
                place.row->setVisible(hit);
        }
        hits += shown;
        return shown > 0;
    };
    show(m_first);
    m_more->setVisible(show(m_folded));
    m_more->setUnfolded(all ? m_moreUnfolded : true);
    m_noHit->setVisible(hits == 0 && !all);
    m_filtering = false;
}

FieldRow *FormContent::rowFor(const QString &pointer)
{
    const QString first = jsonPointerParts(pointer).value(0);
    const bool folded = std::any_of(m_folded.begin(), m_folded.end(), [&first](const Place &place) {
        return place.spec.name == first;
    });
    if (folded)
        buildMore();
    return m_context.rowFor(pointer);
}

void FormContent::updateNote()
{
    const auto changed =
        std::count_if(m_folded.begin(), m_folded.end(), [this](const Place &place) {
            return m_context.model.isChanged(jsonPointer({place.spec.name}));
        });
    m_more->setNote(changed == 0 ? QString()
                                 : tr("%n changed", "options", static_cast<int>(changed)));
}

void FormContent::distributeFaults()
{
    QMap<FieldRow *, QString> words;
    QString general;
    const QMap<QString, QString> &errors = m_context.model.errors();
    for (auto it = errors.cbegin(); it != errors.cend(); ++it) {
        FieldRow *row = rowFor(it.key());
        QString &text = row ? words[row] : general;
        text = text.isEmpty() ? it.value() : text + u'\n' + it.value();
    }
    const QList<FieldRow *> rows = findChildren<FieldRow *>();
    for (FieldRow *row : rows)
        row->setFault(words.value(row));
    dressGeneral();
    m_general->setText(general);
    m_general->setVisible(!general.isEmpty());
}

void FormContent::dressGeneral()
{
    const QScopedValueRollback<bool> dressing(m_dressing, true);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, theme::color(theme::Tone::Danger, colours));
    m_general->setPalette(colours);
}

void FormContent::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_dressing)
        dressGeneral();
}

} // namespace peregrine
