#pragma once

#include "core/schema/fieldspec.h"

#include <QList>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace peregrine {

class FieldRow;
class FoldSection;
class FormContext;

/// The rows of one model's form: what matters first, the rest under More options. Those are made
/// when they are first looked at, because models have dozens of them. Made anew for each model.
class FormContent : public QWidget
{
    Q_OBJECT

public:
    /// Of the schema that the context's model has.
    explicit FormContent(FormContext &context);

    /// How many fields can be seen.
    [[nodiscard]] qsizetype fieldCount() const { return m_first.size() + m_folded.size(); }
    void setMoreUnfolded(bool unfolded);
    /// Shows only the fields that hold the words, those under More options too; all when there are
    /// no words.
    void filter(const QString &words);
    /// The row of the field at the pointer or of the nearest that holds it, made if need be.
    [[nodiscard]] FieldRow *rowFor(const QString &pointer);
    /// Writes the model's errors under their fields.
    void distributeFaults();

Q_SIGNALS:
    /// By the user.
    void moreToggled(bool unfolded);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Place
    {
        FieldSpec spec;
        /// nullptr until it is made.
        FieldRow *row = nullptr;
    };

    void build();
    void buildMore();
    void addRow(QVBoxLayout *layout, Place &place);
    void updateNote();
    void dressGeneral();

    FormContext &m_context;
    QLabel *m_general;
    QLabel *m_noHit;
    FoldSection *m_more;
    QList<Place> m_first;
    QList<Place> m_folded;
    bool m_moreBuilt = false;
    bool m_moreUnfolded = false;
    bool m_filtering = false;
    bool m_dressing = false;
};

} // namespace peregrine
