#pragma once

#include "core/schema/modelschema.h"
#include "ui/batch/axissource.h"

#include <QHash>
#include <QList>

class QListWidget;
class QPushButton;

namespace peregrine {

/// Several models that get the same inputs. The first is the form's own.
class ModelSource : public AxisSource
{
    Q_OBJECT

public:
    explicit ModelSource(const axismaker::Model &first, QWidget *parent = nullptr);

    /// Nothing happens when it is there already.
    void add(const axismaker::Model &model);
    /// Its form has come, or why it has not. Models are waited for until then.
    void setSchema(const EndpointId &endpoint, const ModelSchema &schema);
    void setProblem(const EndpointId &endpoint, const QString &words);
    [[nodiscard]] const QHash<EndpointId, ModelSchema> &schemas() const { return m_schemas; }
    /// Forms that have not come yet.
    [[nodiscard]] bool isWaiting() const;

    [[nodiscard]] axismaker::Axis axis() const override;

Q_SIGNALS:
    /// The user wants to choose one; add() takes it. The anchor is where a list can open.
    void modelWanted(QWidget *anchor);
    /// Its form is needed.
    void schemaWanted(const peregrine::EndpointId &endpoint);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showModels();
    void removeCurrent();

    QList<axismaker::Model> m_models;
    QHash<EndpointId, ModelSchema> m_schemas;
    QHash<EndpointId, QString> m_problems;
    QListWidget *m_list;
    QPushButton *m_add;
    QPushButton *m_remove;
};

} // namespace peregrine
