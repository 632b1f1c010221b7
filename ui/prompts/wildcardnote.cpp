#include "ui/prompts/wildcardnote.h"

#include "core/prompts/wildcardexpansion.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QMenu>
#include <QRandomGenerator>

namespace peregrine {

namespace {

constexpr int exampleCount = 4;
constexpr int exampleTries = 12;
constexpr int exampleWidth = 380;

QString countWords(quint64 count)
{
    const QLocale locale;
    if (count >= wildcardCountLimit)
        return WildcardNote::tr("1 of very many", "texts that a prompt stands for");
    return WildcardNote::tr("1 of %1", "texts that a prompt stands for")
        .arg(locale.toString(static_cast<qulonglong>(count)));
}

} // namespace

WildcardNote::WildcardNote(QWidget *parent)
    : QToolButton(parent)
    , m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("wildcardNote"));
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize({14, 14});
    setFixedHeight(22);
    connect(this, &QToolButton::clicked, m_menu,
            [this] { m_menu->popup(mapToGlobal(QPoint(0, height()))); });
    connect(m_menu, &QMenu::aboutToShow, this, &WildcardNote::fillMenu);
    hide();
}

void WildcardNote::setTemplate(const WildcardTemplate &text, const WildcardLists &lists, bool isOn)
{
    m_text = text;
    m_lists = lists;
    m_isOn = isOn;
    const QStringList unknown = unknownLists(text, lists);
    const bool isMissing = isOn && !unknown.isEmpty();
    QString words;
    QString tip;
    if (!isOn) {
        words = tr("Wildcards off");
        tip = tr("Braces and names of lists are sent as they are written.");
    } else if (isMissing) {
        words = tr("No list “%1”").arg(unknown.first());
        tip = tr("There is no wildcard list of that name: the words are sent as they are written.");
    } else {
        words = countWords(wildcardCount(text, lists));
        tip = tr("Every run takes one of the texts that this prompt stands for.");
    }
    setIcon(theme::icon(isMissing ? QStringLiteral("warning") : QStringLiteral("dice"),
                        isMissing ? theme::Tone::Warning : theme::Tone::TextMuted));
    setText(words);
    setAccessibleName(words);
    setToolTip(tip);
    setVisible(text.hasWildcards());
}

void WildcardNote::fillMenu()
{
    m_menu->clear();
    if (m_isOn) {
        QStringList examples;
        for (int i = 0; i < exampleTries && examples.size() < exampleCount; ++i) {
            WildcardRandom random(QRandomGenerator::global()->generate());
            const auto text = expandWildcards(m_text, m_lists, random);
            const QString words = text ? text->simplified() : text.error().message;
            if (!examples.contains(words))
                examples.append(words);
        }
        m_menu->addSection(tr("For example"));
        for (const QString &example : std::as_const(examples)) {
            QString shown = fontMetrics().elidedText(example, Qt::ElideRight, exampleWidth);
            m_menu->addAction(shown.replace(u'&', QStringLiteral("&&")))->setEnabled(false);
        }
        m_menu->addSeparator();
    }
    QAction *on = m_menu->addAction(tr("&Wildcards in prompts"));
    on->setCheckable(true);
    on->setChecked(m_isOn);
    connect(on, &QAction::toggled, this, &WildcardNote::wildcardsToggled);
    QAction *folder =
        m_menu->addAction(theme::icon(QStringLiteral("folder")), tr("Open the &folder of lists"));
    connect(folder, &QAction::triggered, this, &WildcardNote::folderRequested);
}

} // namespace peregrine
