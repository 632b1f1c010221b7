#pragma once

#include "core/jobs/asset.h"
#include "core/library/judgementchange.h"

#include <QKeySequence>
#include <QList>
#include <QObject>

#include <functional>

class QAction;
class QMenu;
class QWidget;

namespace peregrine {

/// What can be thought of chosen results, as actions with the keys of photo culling programs: 1 to
/// 5 rate and 0 takes the rating away, X rejects, F marks a favourite, 6 to 9 label. What all of
/// them have already is taken away by the same key.
class JudgeActions : public QObject
{
    Q_OBJECT

public:
    explicit JudgeActions(QObject *parent = nullptr);

    /// What is judged, as it is judged now.
    void setAssets(const QList<Asset> &assets);
    /// Shortcuts work while the widget or a child of it has the focus.
    void attachTo(QWidget *widget);
    /// Adds the actions, in submenus.
    void fillMenu(QMenu *menu) const;

    [[nodiscard]] QAction *reject() const { return m_reject; }
    [[nodiscard]] QAction *favorite() const { return m_favorite; }
    /// None takes the label away.
    [[nodiscard]] QAction *label(ColorLabel label) const;
    /// What all have; where they differ, nothing: 0, not rejected, no label.
    [[nodiscard]] const Judgement &common() const { return m_common; }
    [[nodiscard]] bool isEnabled() const { return !m_assets.isEmpty(); }

    void rate(int rating);

Q_SIGNALS:
    /// common() is another, or whether there is something to judge.
    void changed();
    void judgeRequested(const QList<peregrine::AssetId> &ids,
                        const peregrine::JudgementChange &change);

private:
    QAction *add(const QString &text, const QKeySequence &key, const std::function<void()> &act);
    void makeRatings();
    void makeLabels();
    void request(const JudgementChange &change);

    QList<Asset> m_assets;
    Judgement m_common;
    QList<QAction *> m_ratings;
    QList<QAction *> m_labels;
    QAction *m_reject;
    QAction *m_favorite;
};

} // namespace peregrine
