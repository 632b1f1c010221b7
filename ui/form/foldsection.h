#pragma once

#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace peregrine {

/// A titled part of a form that can be folded away.
class FoldSection : public QWidget
{
    Q_OBJECT

public:
    explicit FoldSection(const QString &title, QWidget *parent = nullptr);

    [[nodiscard]] QVBoxLayout *contents() const { return m_contentsLayout; }
    [[nodiscard]] bool isUnfolded() const;
    void setUnfolded(bool unfolded);
    /// Quiet words at the end of the title's line.
    void setNote(const QString &note);

Q_SIGNALS:
    void toggled(bool unfolded);

private:
    void showState();

    QToolButton *m_header;
    QLabel *m_note;
    QWidget *m_contents;
    QVBoxLayout *m_contentsLayout;
};

} // namespace peregrine
