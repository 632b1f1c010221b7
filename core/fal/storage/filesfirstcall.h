#pragma once

#include "core/fal/falreply.h"
#include "core/fal/storage/inputupload.h"
#include "core/fal/storage/storageservice.h"

#include <QPointer>

#include <functional>

namespace peregrine {

/// A call whose input has files: they go up first, then the call itself begins. Progress is that of
/// the upload, then that of the call. An error of the upload means that the call never left.
template <typename T> class FilesFirstCall final : public FalCall<T>
{
public:
    using Begin = std::function<FalCall<T> *(const QJsonObject &input)>;

    FilesFirstCall(StorageService &storage, const FalInput &input, Begin begin, QObject *parent)
        : FalCall<T>(parent)
    {
        InputUpload *upload = storage.transformInput(input);
        watch(upload);
        QObject::connect(upload, &FalReply::succeeded, this,
                         [this, upload, begin = std::move(begin)] {
                             FalCall<T> *call = begin(upload->value());
                             watch(call);
                             QObject::connect(call, &FalReply::succeeded, this,
                                              [this, call] { this->succeedWith(call->value()); });
                         });
    }

    ~FilesFirstCall() override { abandon(); }

protected:
    void stop() override { abandon(); }

private:
    void watch(FalReply *reply)
    {
        m_current = reply;
        QObject::connect(reply, &FalReply::progressed, this, &FalReply::progressed);
        QObject::connect(reply, &FalReply::failed, this,
                         [this](const Error &error) { this->fail(error); });
    }

    void abandon()
    {
        if (!m_current)
            return;
        m_current->disconnect(this);
        m_current->cancel();
        m_current.clear();
    }

    QPointer<FalReply> m_current;
};

} // namespace peregrine
