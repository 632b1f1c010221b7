#include "ui/viewer/judgeactions.h"

#include "ui/theme/theme.h"
#include "ui/viewer/labelcolor.h"

#include <QAction>
#include <QMenu>

#include <algorithm>

namespace peregrine {

namespace {

/// The keys of photo programs; orange and purple have none there either.
QKeySequence keyOf(ColorLabel label)
{
    switch (label) {
    case ColorLabel::Red:
        return Qt::Key_6;
    case ColorLabel::Yellow:
        return Qt::Key_7;
    case ColorLabel::Green:
        return Qt::Key_8;
    case ColorLabel::Blue:
        return Qt::Key_9;
    default:
        return {};
    }
}

Judgement commonOf(const QList<Asset> &assets)
{
    if (assets.isEmpty())
        return {};
    Judgement common = assets.constFirst().judgement;
    for (const Asset &asset : assets) {
        const Judgement &other = asset.judgement;
        if (other.rating != common.rating)
            common.rating = 0;
        if (other.label != common.label)
            common.label = ColorLabel::None;
        common.rejected = common.rejected && other.rejected;
        common.starred = common.starred && other.starred;
    }
    return common;
}

} // namespace

JudgeActions::JudgeActions(QObject *parent)
    : QObject(parent)
{
    makeRatings();
    m_reject = add(tr("&Reject"), Qt::Key_X, [this] { request({.rejected = !m_common.rejected}); });
    m_reject->setIcon(theme::icon(QStringLiteral("cancel")));
    m_reject->setCheckable(true);
    m_favorite =
        add(tr("&Favourite"), Qt::Key_F, [this] { request({.starred = !m_common.starred}); });
    m_favorite->setIcon(theme::icon(QStringLiteral("heart")));
    m_favorite->setCheckable(true);
    makeLabels();
    setAssets({});
}

QAction *JudgeActions::add(const QString &text, const QKeySequence &key,
                           const std::function<void()> &act)
{
    auto *action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const QString bare = QString(text).remove(QLatin1Char('&'));
    //: tool tip of a button: what it does (its shortcut)
    action->setToolTip(
        key.isEmpty() ? bare : tr("%1 (%2)").arg(bare, key.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, act);
    return action;
}

void JudgeActions::makeRatings()
{
    for (int rating = 0; rating <= Judgement::maxRating; ++rating) {
        const QString text = rating == 0 ? tr("No rating") : tr("%n star(s)", nullptr, rating);
        const auto key = static_cast<Qt::Key>(Qt::Key_0 + rating);
        QAction *action = add(text, key, [this, rating] { request({.rating = rating}); });
        action->setCheckable(true);
        m_ratings.append(action);
    }
}

void JudgeActions::makeLabels()
{
    const auto addLabel = [this](ColorLabel label) {
        QAction *action = add(labelName(label), keyOf(label), [this, label] {
            request({.label = label == m_common.label ? ColorLabel::None : label});
        });
        action->setIcon(labelIcon(label));
        action->setCheckable(true);
        action->setData(static_cast<int>(label));
        m_labels.append(action);
    };
    addLabel(ColorLabel::None);
    for (const ColorLabel label : colorLabels())
        addLabel(label);
}

QAction *JudgeActions::label(ColorLabel label) const
{
    const auto found = std::find_if(m_labels.cbegin(), m_labels.cend(), [label](QAction *action) {
        return action->data().toInt() == static_cast<int>(label);
    });
    return *found;
}

void JudgeActions::setAssets(const QList<Asset> &assets)
{
    m_assets = assets;
    m_common = commonOf(assets);
    const bool any = !assets.isEmpty();
    for (int rating = 0; rating < m_ratings.size(); ++rating) {
        m_ratings.at(rating)->setEnabled(any);
        m_ratings.at(rating)->setChecked(any && m_common.rating == rating);
    }
    for (QAction *action : std::as_const(m_labels)) {
        action->setEnabled(any);
        action->setChecked(any && action->data().toInt() == static_cast<int>(m_common.label));
    }
    m_reject->setEnabled(any);
    m_reject->setChecked(m_common.rejected);
    m_favorite->setEnabled(any);
    m_favorite->setChecked(m_common.starred);
    m_favorite->setIcon(
        theme::icon(m_common.starred ? QStringLiteral("heart-filled") : QStringLiteral("heart")));
    Q_EMIT changed();
}

void JudgeActions::attachTo(QWidget *widget)
{
    widget->addActions(m_ratings);
    widget->addActions(m_labels);
    widget->addActions({m_reject, m_favorite});
}

void JudgeActions::fillMenu(QMenu *menu) const
{
    QMenu *rating = menu->addMenu(theme::icon(QStringLiteral("star")), tr("R&ating"));
    rating->addActions(m_ratings);
    rating->setEnabled(isEnabled());
    QMenu *labels = menu->addMenu(theme::icon(QStringLiteral("label")), tr("&Label"));
    labels->addActions(m_labels);
    labels->setEnabled(isEnabled());
    menu->addActions({m_favorite, m_reject});
}

void JudgeActions::rate(int rating)
{
    request({.rating = rating});
}

void JudgeActions::request(const JudgementChange &change)
{
    if (m_assets.isEmpty())
        return;
    QList<AssetId> ids;
    for (const Asset &asset : std::as_const(m_assets))
        ids.append(asset.id);
    // The state of a checkable action is what the library says, not what was clicked.
    setAssets(m_assets);
    Q_EMIT judgeRequested(ids, change);
}

} // namespace peregrine
