#include "ui/shell/draftlink.h"

#include "core/presets/draftbook.h"
#include "core/schema/formmodel.h"
#include "ui/form/inputform.h"
#include "ui/shell/formpanel.h"

namespace peregrine {

namespace {

/// After the last key: long enough to write seldom, short enough for a crash to take little.
constexpr int laterMs = 800;

} // namespace

DraftLink::DraftLink(FormPanel &form, DraftBook &book, QObject *parent)
    : QObject(parent)
    , m_form(form)
    , m_book(book)
{
    m_later.setSingleShot(true);
    m_later.setInterval(laterMs);
    connect(&m_later, &QTimer::timeout, this, &DraftLink::keep);
    connect(&form, &FormPanel::formShown, this, &DraftLink::follow);
    connect(&form, &FormPanel::formGone, this, [this] {
        keep();
        m_hasForm = false;
    });
    connect(form.input().model(), &FormModel::valueChanged, this, [this] {
        if (m_hasForm)
            m_later.start();
    });
    connect(&book, &DraftBook::loaded, this, [this] {
        for (const FormDraft &draft : m_book.drafts())
            m_form.input().model()->remember(draft.endpoint, draft.values);
    });
    connect(&book, &DraftBook::failed, this,
            [this](const Error &error) { Q_EMIT messageForUser(error.message); });
}

void DraftLink::follow()
{
    m_hasForm = true;
    FormModel fresh;
    fresh.setSchema(m_form.input().model()->schema());
    fresh.useExamples();
    m_fresh = fresh.values();
    // What was carried over from another model is worth as much as what was typed.
    m_later.start();
}

void DraftLink::keep()
{
    m_later.stop();
    if (!m_hasForm)
        return;
    const FormModel &model = *m_form.input().model();
    const QString &endpoint = model.schema().endpointId;
    if (endpoint.isEmpty())
        return;
    const FormValues values = model.values();
    if (values == m_fresh)
        m_book.remove(endpoint);
    else
        m_book.put(endpoint, values);
}

} // namespace peregrine
