#include "app/windowmeans.h"

#include "app/services.h"

namespace peregrine {

MainWindow::Means windowMeans(Services &services, theme::Theme &theme)
{
    return {services.jobs,
            services.jobRepository,
            services.assets,
            services.catalog,
            services.servers,
            services.thumbnails,
            services.settings,
            theme,
            services.folders.results(),
            services.folders.pasted(),
            services.prompts,
            services.presets,
            services.wildcards,
            services.uploads,
            services.webThumbnails,
            services.drafts,
            services.batchRepository,
            &services.ledger,
            &services.profiles};
}

} // namespace peregrine
