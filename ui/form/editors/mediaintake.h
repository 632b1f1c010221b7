#pragma once

#include "core/archive/filepacker.h"
#include "core/schema/fieldspec.h"
#include "ui/form/mimedrop.h"

#include <QObject>
#include <QString>
#include <QStringList>

namespace peregrine {

class ArchiveIntake;
class FormContext;

/// Makes what is given to a field of one file fit for it: saves pictures, converts what models do
/// not read, packs files for archives, looks into clips. Each thing given ends in accepted(),
/// acceptedAddress(), refused() or tooLarge(), unless something else is given meanwhile.
class MediaIntake : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    MediaIntake(const FieldSpec &field, FormContext &context, QObject *parent);

    void take(const Drop &drop);
    void takeFile(const QString &path);
    /// A smaller copy of what was too large.
    void takeSmaller();
    /// Gives up what is under way.
    void cancel();

Q_SIGNALS:
    /// Absolute path of a file that the field can hold.
    void accepted(const QString &path);
    void acceptedAddress(const QString &address);
    /// Why not, for people.
    void refused(const QString &words);
    /// As refused(), and takeSmaller() helps.
    void tooLarge(const QString &words);
    /// A picture without a file, before it is saved.
    void saving(const QImage &picture);
    /// What goes on, for people.
    void busy(const QString &words);
    /// 0 to 1; below 0 when it is over.
    void progressed(double part);
    /// What was done to the file, for people.
    void news(const QString &words);

private:
    void pack(const QStringList &paths);
    void lookInto(const QString &path);
    void convert(const QString &path);
    void save(const QImage &picture);

    const FieldSpec &m_field;
    FormContext &m_context;
    ArchiveIntake *m_archive = nullptr;
    /// Waiting for the user's word.
    QString m_tooLarge;
    /// Answers to older questions are dropped by it.
    int m_ask = 0;
};

} // namespace peregrine
