#include "ui/form/editors/groupeditor.h"

#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "ui/form/editors/editorwords.h"
#include "ui/form/fieldrow.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace peregrine {

GroupEditor::GroupEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                         FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_body(new QWidget(this))
    , m_rows(new QVBoxLayout(m_body))
    , m_summary(new QLabel(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(theme::space3);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space3, 0, 0, 0);
    layout->setSpacing(theme::space2);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_summary->hide();
    layout->addWidget(m_summary);
    layout->addWidget(m_body);
    if (!fieldSpec.required) {
        m_add = new QPushButton(theme::icon(QStringLiteral("plus")), tr("Add"), this);
        m_add->setAccessibleName(tr("Add “%1”").arg(fieldSpec.title));
        m_add->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".add"));
        m_remove = new QPushButton(theme::icon(QStringLiteral("minus")), tr("Remove"), this);
        m_remove->setAccessibleName(tr("Remove “%1”").arg(fieldSpec.title));
        m_remove->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".remove"));
        layout->addWidget(m_add, 0, Qt::AlignLeft);
        layout->addWidget(m_remove, 0, Qt::AlignLeft);
        connect(m_add, &QPushButton::clicked, this, [this] {
            model().setValue(pointer(), emptyValue(spec()));
            m_body->setFocus(Qt::OtherFocusReason);
        });
        connect(m_remove, &QPushButton::clicked, this, [this] {
            model().setValue(pointer(), QJsonValue::Undefined);
            m_add->setFocus(Qt::OtherFocusReason);
        });
    }
    ready();
}

void GroupEditor::build()
{
    m_built = true;
    QWidget *first = nullptr;
    // Coordinates are short numbers that belong together.
    QGridLayout *pairs = nullptr;
    if (spec().meaning == FieldMeaning::Point || spec().meaning == FieldMeaning::Box) {
        pairs = new QGridLayout;
        pairs->setHorizontalSpacing(theme::space3);
        pairs->setVerticalSpacing(theme::space2);
        pairs->setColumnStretch(0, 1);
        pairs->setColumnStretch(1, 1);
        m_rows->addLayout(pairs);
    }
    for (const FieldSpec &member : spec().children) {
        if (member.hidden)
            continue;
        auto *row = new FieldRow(member, pointer() + jsonPointer({member.name}), context(), m_body);
        if (pairs)
            pairs->addWidget(row, pairs->count() / 2, pairs->count() % 2);
        else
            m_rows->addWidget(row);
        if (!first)
            first = row->editor()->mainWidget();
    }
    m_body->setFocusProxy(first);
}

void GroupEditor::refresh()
{
    const bool present = value().isObject() || spec().required;
    // The fields of an absent group are made when it is added: models have dozens of them.
    if (present && !m_built)
        build();
    showFolding();
    layout()->setContentsMargins(present ? theme::space3 : 0, 0, 0, 0);
    if (m_add) {
        m_add->setVisible(!present);
        m_remove->setVisible(present && !m_folded);
    }
    update();
}

QToolButton *GroupEditor::makeFoldButton(QWidget *parent)
{
    m_fold = makeQuietButton(QStringLiteral("chevron-down"), QString(), parent);
    m_fold->setObjectName(fieldObjectName(pointer()) + QStringLiteral(".fold"));
    m_fold->setFocusPolicy(Qt::TabFocus);
    m_fold->setFixedWidth(18);
    connect(m_fold, &QToolButton::clicked, this, [this] { setFolded(!m_folded); });
    showFolding();
    return m_fold;
}

void GroupEditor::setFolded(bool folded)
{
    m_folded = folded;
    refresh();
}

void GroupEditor::unfold()
{
    if (m_folded)
        setFolded(false);
}

void GroupEditor::showFolding()
{
    const bool present = value().isObject() || spec().required;
    m_body->setVisible(present && !m_folded);
    m_summary->setVisible(present && m_folded);
    if (m_folded) {
        const QString summary = summaryOf(spec(), value());
        m_summary->setText(summary.isEmpty() ? tr("Nothing set") : summary);
        m_summary->setToolTip(summary);
    }
    if (!m_fold)
        return;
    m_fold->setVisible(present && !spec().children.isEmpty());
    m_fold->setIcon(
        theme::icon(m_folded ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"),
                    theme::Tone::TextMuted));
    const QString words =
        m_folded ? tr("Show “%1”").arg(spec().title) : tr("Fold “%1” away").arg(spec().title);
    m_fold->setToolTip(words);
    m_fold->setAccessibleName(words);
}

void GroupEditor::paintEvent(QPaintEvent *)
{
    if (m_body->isHidden() && m_summary->isHidden())
        return;
    QPainter painter(this);
    painter.fillRect(QRect(0, 2, 2, height() - 4), theme::color(theme::Tone::Border, palette()));
}

} // namespace peregrine
