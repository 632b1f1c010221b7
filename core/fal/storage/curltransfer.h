#pragma once

#include "core/fal/storage/filesending.h"
#include "core/fal/storage/sendrequest.h"
#include "core/fal/storage/uploadreader.h"

#include <chrono>
#include <curl/curl.h>
#include <memory>

class QNetworkProxy;

namespace peregrine {

/// One request as libcurl's easy handle: what goes out, what came back, and how it ended. All in
/// the worker's thread.
class CurlTransfer
{
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit CurlTransfer(const SendRequest &request);
    CurlTransfer(const CurlTransfer &) = delete;
    CurlTransfer &operator=(const CurlTransfer &) = delete;
    ~CurlTransfer();

    [[nodiscard]] CURL *handle() const { return m_handle.get(); }
    /// Opens the file and sets the handle up; false when outcome() tells already why not.
    [[nodiscard]] bool prepare(const QNetworkProxy &proxy);
    /// Bytes of the body that libcurl has taken.
    [[nodiscard]] qint64 sent() const { return m_reader.position(); }
    /// Nothing moved for longer than the request's patience, or an answer comes in drops.
    [[nodiscard]] bool hasStalled(Time now);
    [[nodiscard]] FileSending::Outcome outcome(CURLcode code);
    [[nodiscard]] FileSending::Outcome stalled() const;
    /// True when the bytes have moved on and it is time to say so.
    [[nodiscard]] bool isNews(Time now);

private:
    static size_t readBody(char *into, size_t size, size_t count, void *self);
    static int seekBody(void *self, curl_off_t offset, int origin);
    static size_t takeHeader(char *bytes, size_t size, size_t count, void *self);
    static size_t takeAnswer(char *bytes, size_t size, size_t count, void *self);

    void setProxy(const QNetworkProxy &proxy);
    void addHeader(const QByteArray &line);
    [[nodiscard]] Error errorFor(CURLcode code) const;

    struct FreeHandle
    {
        void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
    };
    struct FreeList
    {
        void operator()(curl_slist *list) const { curl_slist_free_all(list); }
    };

    const SendRequest m_request;
    UploadReader m_reader;
    std::unique_ptr<CURL, FreeHandle> m_handle;
    std::unique_ptr<curl_slist, FreeList> m_headers;
    FalAnswer m_answer;
    qint64 m_headerBytes = 0;
    bool m_hasWholeHead = false;
    Time m_lastSent;
    Time m_lastMove;
    Time m_lastNews;
    qint64 m_sentBefore = -1;
    qint64 m_movedBefore = -1;
    qint64 m_toldBefore = 0;
};

} // namespace peregrine
