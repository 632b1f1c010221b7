#include "ui/catalog/modelpickerpopup.h"

#include "ui/catalog/modelcarddelegate.h"
#include "ui/catalog/modelfilter.h"
#include "ui/catalog/modellistmodel.h"
#include "ui/catalog/typedendpoint.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace peregrine {

ModelPickerPopup::ModelPickerPopup(ModelListModel &models, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_models(models)
    , m_filter(new ModelFilter(models, this))
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_hint(new QLabel(this))
{
    setAccessibleName(tr("Choose a model"));
    m_filter->setShelfFirst(true);
    m_search->setObjectName(QStringLiteral("pickerSearch"));
    m_search->setPlaceholderText(tr("Search, or type an endpoint id"));
    m_search->setAccessibleName(tr("Search models"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme::icon(QStringLiteral("search"), theme::Tone::TextMuted),
                        QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("pickerList"));
    m_list->setAccessibleName(tr("Models"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new ModelCardDelegate(ModelCardDelegate::Density::Compact, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_hint->setObjectName(QStringLiteral("pickerHint"));
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    setFocusProxy(m_search);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space2, theme::space2, theme::space2, theme::space2);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_hint);

    connect(m_search, &QLineEdit::textChanged, this, &ModelPickerPopup::takeWords);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex &index) { choose(m_filter->cardAt(index).endpoint); });
}

void ModelPickerPopup::openAt(const QRect &place, const EndpointId &current)
{
    m_search->clear();
    takeWords();
    if (const QModelIndex index = m_filter->indexOf(current); index.isValid())
        m_list->setCurrentIndex(index);
    setGeometry(place);
    show();
    m_list->scrollTo(m_list->currentIndex(), QAbstractItemView::PositionAtCenter);
    m_search->setFocus(Qt::PopupFocusReason);
}

void ModelPickerPopup::takeWords()
{
    m_filter->setWords(m_search->text());
    m_list->setCurrentIndex(m_filter->index(0, 0));
    m_list->scrollToTop();
    const EndpointId typed = typedId();
    if (!typed.isEmpty())
        m_hint->setText(
            m_filter->rowCount() > 0
                ? tr("Shift+Enter uses \"%1\", which is not in the list.").arg(typed.toString())
                : tr("Enter uses \"%1\", which is not in the list.").arg(typed.toString()));
    else if (m_filter->rowCount() == 0)
        m_hint->setText(m_models.models().isEmpty()
                            ? tr("The list of models is not here yet. An endpoint id, like "
                                 "fal-ai/flux/dev, works without it.")
                            : tr("No model has these words."));
    m_hint->setVisible(!typed.isEmpty() || m_filter->rowCount() == 0);
}

EndpointId ModelPickerPopup::typedId() const
{
    return typedEndpoint(m_search->text(), m_models);
}

void ModelPickerPopup::chooseCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (current.isValid())
        choose(m_filter->cardAt(current).endpoint);
    else if (const EndpointId typed = typedId(); !typed.isEmpty())
        choose(typed);
}

void ModelPickerPopup::choose(const EndpointId &endpoint)
{
    hide();
    Q_EMIT modelChosen(endpoint);
}

bool ModelPickerPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const EndpointId typed = typedId();
            key->modifiers().testFlag(Qt::ShiftModifier) && !typed.isEmpty())
            choose(typed);
        else
            chooseCurrent();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

void ModelPickerPopup::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Tone::SurfaceRaised, palette()));
    painter.setPen(theme::color(theme::Tone::BorderStrong, palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace peregrine
