#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace peregrine {

class AssetActions;
class JudgeBar;

/// The row under the stage: zoom at the left, what is shown in the middle, what can be done with
/// it at the right.
class StageBar : public QWidget
{
    Q_OBJECT

public:
    struct ZoomActions
    {
        QAction *in = nullptr;
        QAction *out = nullptr;
        QAction *fit = nullptr;
        QAction *fill = nullptr;
        QAction *actualSize = nullptr;
    };

    StageBar(const AssetActions &actions, const ZoomActions &zoom, QAction *details,
             QWidget *parent = nullptr);

    /// The zoom controls are for pictures only.
    void setZoomVisible(bool visible);
    void setScale(double scale);
    void setInfo(const QString &text);
    /// Without what steps aside where it is narrow: the text, judging, the zoom in numbers.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void elideInfo();
    void showWhatFits();
    enum class Room { Least, WithScale, WithJudging };
    [[nodiscard]] int widthFor(Room room) const;
    void addAction(QHBoxLayout *row, QAction *action);

    QWidget *m_zoom = nullptr;
    QToolButton *m_scale = nullptr;
    QLabel *m_info = nullptr;
    JudgeBar *m_judging = nullptr;
    QString m_text;
};

} // namespace peregrine
