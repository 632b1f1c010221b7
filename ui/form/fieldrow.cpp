#include "ui/form/fieldrow.h"

#include "core/schema/formmodel.h"
#include "ui/form/faultframe.h"
#include "ui/form/fieldeditor.h"
#include "ui/form/fieldeditorregistry.h"
#include "ui/form/fieldlabel.h"
#include "ui/form/foldsection.h"
#include "ui/form/formcontext.h"
#include "ui/form/picture/picturework.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tonelabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace peregrine {

namespace {

/// A tool tip that is rich text wraps; plain text is one long line.
QString helpHtml(const QString &help)
{
    QString html = help.toHtmlEscaped();
    html.replace(u'\n', QStringLiteral("<br>"));
    return QStringLiteral("<div style='width: 300px'>%1</div>").arg(html);
}

} // namespace

QToolButton *makeQuietButton(const QString &iconName, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(theme::icon(iconName));
    button->setIconSize({14, 14});
    button->setFixedSize(22, 22);
    button->setAutoRaise(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

FieldRow::FieldRow(const FieldSpec &spec, const QString &pointer, FormContext &context,
                   QWidget *parent, Role role)
    : QWidget(parent)
    , m_context(context)
    , m_pointer(pointer)
    , m_help(spec.help)
    , m_titleLine(new QHBoxLayout)
{
    m_editor = context.registry.create(spec, pointer, context, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    QHBoxLayout *line = m_titleLine;
    line->setSpacing(2);
    if (m_editor->showsTitle()) {
        line->addWidget(m_editor);
        addHelp(line, spec);
        line->addStretch(1);
        if (role == Role::Field)
            addReset(line, spec);
        line->setAlignment(m_editor, Qt::AlignVCenter);
        layout->addLayout(line);
    } else {
        auto *label = new FieldLabel(spec.title, spec.required && role == Role::Field, this);
        label->setBuddy(m_editor->mainWidget());
        if (QToolButton *fold = m_editor->makeFoldButton(this))
            line->addWidget(fold);
        line->addWidget(label);
        addHelp(line, spec);
        line->addStretch(1);
        if (QToolButton *pick = makePickButton(spec, pointer, context))
            line->addWidget(pick);
        if (role == Role::Field)
            addReset(line, spec);
        // All titles stand on lines of one height, with and without buttons.
        line->addStrut(22);
        layout->addLayout(line);
        layout->addWidget(m_editor);
    }
    context.addRow(m_pointer, this);
    connect(&context.model, &FormModel::valueChanged, this, &FieldRow::updateReset);
    updateReset(m_pointer);
}

FieldRow::~FieldRow()
{
    m_context.removeRow(m_pointer, this);
}

void FieldRow::addHelp(QHBoxLayout *line, const FieldSpec &spec)
{
    if (spec.help.isEmpty())
        return;
    m_info = makeQuietButton(QStringLiteral("info"), tr("About “%1”").arg(spec.title), this);
    m_info->setIcon(theme::icon(QStringLiteral("info"), theme::Tone::TextMuted));
    m_info->setToolTip(helpHtml(spec.help));
    // The words come with F1 as well and are the editor's accessible description, so the button
    // need not be one more stop for the Tab key.
    m_info->setFocusPolicy(Qt::NoFocus);
    connect(m_info, &QToolButton::clicked, this, &FieldRow::showHelp);
    line->addWidget(m_info, 0, Qt::AlignTop);
}

void FieldRow::addReset(QHBoxLayout *line, const FieldSpec &spec)
{
    m_reset = makeQuietButton(QStringLiteral("reset"),
                              tr("Reset “%1” to its default").arg(spec.title), this);
    m_reset->setObjectName(QStringLiteral("reset.") + fieldObjectName(m_pointer).mid(6));
    QSizePolicy policy = m_reset->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(policy);
    connect(m_reset, &QToolButton::clicked, this, [this] {
        m_context.model.reset(m_pointer);
        m_editor->mainWidget()->setFocus(Qt::OtherFocusReason);
    });
    line->addWidget(m_reset, 0, Qt::AlignTop);
}

void FieldRow::addTitleWidget(QWidget *widget)
{
    m_titleLine->addWidget(widget, 0, Qt::AlignTop);
}

void FieldRow::addLeadingWidget(QWidget *widget)
{
    m_titleLine->insertWidget(0, widget, 0, Qt::AlignTop);
}

void FieldRow::updateReset(const QString &changed)
{
    const bool concerned = changed.startsWith(m_pointer) || m_pointer.startsWith(changed);
    if (concerned && m_reset)
        m_reset->setVisible(m_context.model.isChanged(m_pointer) && m_editor->isEnabled());
}

void FieldRow::setFault(const QString &words)
{
    if (words.isEmpty() && !m_fault)
        return;
    if (!m_fault) {
        m_fault = new ToneLabel(theme::Tone::Danger, this);
        m_fault->setWordWrap(true);
        m_fault->setTextFormat(Qt::PlainText);
        m_fault->setObjectName(QStringLiteral("fault.") + fieldObjectName(m_pointer).mid(6));
        layout()->addWidget(m_fault);
        m_frame = new FaultFrame(this);
        m_editor->mainWidget()->installEventFilter(this);
    }
    m_fault->setText(words);
    m_fault->setVisible(!words.isEmpty());
    m_frame->setVisible(!words.isEmpty() && m_editor->isOutlined());
    const QString described = words.isEmpty() ? m_help : words + u'\n' + m_help;
    m_editor->mainWidget()->setAccessibleDescription(described.trimmed());
    layout()->activate();
    placeFrame();
}

void FieldRow::reveal()
{
    for (QWidget *above = parentWidget(); above; above = above->parentWidget()) {
        if (auto *section = qobject_cast<FoldSection *>(above))
            section->setUnfolded(true);
        if (auto *editor = qobject_cast<FieldEditor *>(above))
            editor->unfold();
    }
}

void FieldRow::showHelp()
{
    if (m_info && !m_help.isEmpty())
        QToolTip::showText(m_info->mapToGlobal(QPoint(0, m_info->height())), helpHtml(m_help),
                           m_info);
}

bool FieldRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move)
        placeFrame();
    return QWidget::eventFilter(watched, event);
}

void FieldRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F1 && !m_help.isEmpty())
        showHelp();
    else
        QWidget::keyPressEvent(event);
}

void FieldRow::placeFrame()
{
    if (!m_frame)
        return;
    const QWidget *main = m_editor->mainWidget();
    m_frame->setGeometry(QRect(main->mapTo(this, QPoint()), main->size()));
    m_frame->raise();
}

} // namespace peregrine
