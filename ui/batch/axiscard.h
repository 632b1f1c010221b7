#pragma once

#include "ui/batch/axissource.h"

#include <QFrame>
#include <QList>

class QComboBox;
class QToolButton;
class QVBoxLayout;

namespace peregrine {

class ToneLabel;

/// One thing that a batch varies: what it is, in which of several ways its values are said, the
/// values so far or what is wrong with them.
class AxisCard : public QFrame
{
    Q_OBJECT

public:
    /// `pointer` is the field that is varied; empty for what is no field.
    AxisCard(const QString &title, QString pointer, QWidget *parent = nullptr);

    /// The first one is chosen. Takes the source over.
    void addSource(const QString &title, AxisSource *source);
    void setRemovable(bool removable);
    void setCurrentSource(int index);
    [[nodiscard]] AxisSource &source() const;
    [[nodiscard]] QString title() const { return accessibleName(); }
    [[nodiscard]] const QString &pointer() const { return m_pointer; }
    /// Of the source that is chosen.
    [[nodiscard]] const axismaker::Axis &axis() const { return m_axis; }

Q_SIGNALS:
    void changed();
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showSource(int index);
    void read();

    QString m_pointer;
    axismaker::Axis m_axis;
    QList<AxisSource *> m_sources;
    QComboBox *m_ways;
    QToolButton *m_remove;
    ToneLabel *m_words;
    QVBoxLayout *m_column;
};

} // namespace peregrine
