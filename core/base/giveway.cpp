#include "core/base/giveway.h"

#include <QThread>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

namespace peregrine {

void giveWay()
{
#ifdef Q_OS_LINUX
    // Here nice values belong to threads, and Qt's priorities between idle and normal do nothing.
    constexpr int aTenth = 10;
    setpriority(PRIO_PROCESS, 0, aTenth);
#else
    QThread::currentThread()->setPriority(QThread::LowPriority);
#endif
}

} // namespace peregrine
