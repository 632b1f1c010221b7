#include "ui/batch/recordsource.h"

#include <QLabel>
#include <QVBoxLayout>

#include <utility>

namespace peregrine {

RecordSource::RecordSource(const QString &fileName, VariationAxis axis, QWidget *parent)
    : AxisSource(parent)
    , m_axis(std::move(axis))
{
    auto *words = new QLabel(
        tr("%n row(s) of %1", nullptr, static_cast<int>(m_axis.stops.size())).arg(fileName), this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(words);
}

} // namespace peregrine
