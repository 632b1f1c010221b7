<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>peregrine::AssetActions</name>
    <message numerus="yes">
        <source>Copy %n file(s)</source>
        <translation>
            <numerusform>Copy %n file</numerusform>
            <numerusform>Copy %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) copied.</source>
        <translation>
            <numerusform>%n file copied.</numerusform>
            <numerusform>%n files copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::CallOptions</name>
    <message numerus="yes">
        <source>A request takes at most %n tag(s).</source>
        <translation>
            <numerusform>A request takes at most %n tag.</numerusform>
            <numerusform>A request takes at most %n tags.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::CatalogBar</name>
    <message numerus="yes">
        <source>Filter (%n)</source>
        <translation>
            <numerusform>Filter (%n)</numerusform>
            <numerusform>Filter (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::CategoryList</name>
    <message numerus="yes">
        <source>%1, %n model(s)</source>
        <extracomment>a category and how many models are in it</extracomment>
        <translation>
            <numerusform>%1, %n model</numerusform>
            <numerusform>%1, %n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::CodeLink</name>
    <message numerus="yes">
        <source>%n input(s) filled from JSON.</source>
        <translation>
            <numerusform>%n input filled from JSON.</numerusform>
            <numerusform>%n inputs filled from JSON.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n input(s) filled from a receipt.</source>
        <translation>
            <numerusform>%n input filled from a receipt.</numerusform>
            <numerusform>%n inputs filled from a receipt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n input(s) filled from a curl command.</source>
        <translation>
            <numerusform>%n input filled from a curl command.</numerusform>
            <numerusform>%n inputs filled from a curl command.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n input(s) filled from JavaScript.</source>
        <translation>
            <numerusform>%n input filled from JavaScript.</numerusform>
            <numerusform>%n inputs filled from JavaScript.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n input(s) filled from Python.</source>
        <translation>
            <numerusform>%n input filled from Python.</numerusform>
            <numerusform>%n inputs filled from Python.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n input(s) filled from a picture.</source>
        <translation>
            <numerusform>%n input filled from a picture.</numerusform>
            <numerusform>%n inputs filled from a picture.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::DetailsPanel</name>
    <message numerus="yes">
        <source>%n result(s) chosen</source>
        <translation>
            <numerusform>%n result chosen</numerusform>
            <numerusform>%n results chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::FalAnswer</name>
    <message numerus="yes">
        <source>The server is asked too often. Try again in %n second(s).</source>
        <translation>
            <numerusform>The server is asked too often. Try again in %n second.</numerusform>
            <numerusform>The server is asked too often. Try again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::FormBar</name>
    <message numerus="yes">
        <source>%n changed</source>
        <comment>options of the form</comment>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::FormContent</name>
    <message numerus="yes">
        <source>%n changed</source>
        <comment>options</comment>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::FormValidator</name>
    <message numerus="yes">
        <source>This must have at least %n character(s).</source>
        <translation>
            <numerusform>This must have at least %n character.</numerusform>
            <numerusform>This must have at least %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This has %1 characters; at most %n character(s) can be sent.</source>
        <translation>
            <numerusform>This has %1 characters; at most %n character can be sent.</numerusform>
            <numerusform>This has %1 characters; at most %n characters can be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add at least %n entry(s).</source>
        <translation>
            <numerusform>Add at least %n entry.</numerusform>
            <numerusform>Add at least %n entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There may be at most %n entry(s).</source>
        <translation>
            <numerusform>There may be at most %n entry.</numerusform>
            <numerusform>There may be at most %n entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This must have %n value(s).</source>
        <translation>
            <numerusform>This must have %n value.</numerusform>
            <numerusform>This must have %n values.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::JobRunner</name>
    <message numerus="yes">
        <source>%1 Asking again in %n s.</source>
        <translation>
            <numerusform>%1 Asking again in %n s.</numerusform>
            <numerusform>%1 Asking again in %n s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::JobView</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>rejected inputs</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the queue, %n before it</source>
        <translation>
            <numerusform>In the queue, %n before it</numerusform>
            <numerusform>In the queue, %n before it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::JsonView</name>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <translation>
            <numerusform>%1 (and %n more)</numerusform>
            <numerusform>%1 (and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::ListEditor</name>
    <message numerus="yes">
        <source>“%1” takes at most %n file(s).</source>
        <translation>
            <numerusform>“%1” takes at most %n file.</numerusform>
            <numerusform>“%1” takes at most %n files.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::LiteralReader</name>
    <message numerus="yes">
        <source>An escape takes %n hexadecimal digit(s).</source>
        <translation>
            <numerusform>An escape takes %n hexadecimal digit.</numerusform>
            <numerusform>An escape takes %n hexadecimal digits.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::LogView</name>
    <message numerus="yes">
        <source>and %n more fault(s)</source>
        <translation>
            <numerusform>and %n more fault</numerusform>
            <numerusform>and %n more faults</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::MainWindow</name>
    <message numerus="yes">
        <source>%n result(s) moved to the trash.</source>
        <translation>
            <numerusform>%n result moved to the trash.</numerusform>
            <numerusform>%n results moved to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) under way – Peregrine</source>
        <translation>
            <numerusform>%n job under way – Peregrine</numerusform>
            <numerusform>%n jobs under way – Peregrine</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::MediaIntake</name>
    <message numerus="yes">
        <source>%n file(s) are packed into “%1”.</source>
        <translation>
            <numerusform>%n file is packed into “%1”.</numerusform>
            <numerusform>%n files are packed into “%1”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::MediaLink</name>
    <message numerus="yes">
        <source>Adds %n file(s)</source>
        <translation>
            <numerusform>Adds %n file</numerusform>
            <numerusform>Adds %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Packs %n file(s)</source>
        <translation>
            <numerusform>Packs %n file</numerusform>
            <numerusform>Packs %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::ModelBrowser</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::ModelDetails</name>
    <message numerus="yes">
        <source>about %n second(s)</source>
        <translation>
            <numerusform>about %n second</numerusform>
            <numerusform>about %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>about %n minute</numerusform>
            <numerusform>about %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::Msgpack</name>
    <message numerus="yes">
        <source>The message has a map of more than %n key(s).</source>
        <translation>
            <numerusform>The message has a map of more than %n key.</numerusform>
            <numerusform>The message has a map of more than %n keys.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The message has more than %n value(s).</source>
        <translation>
            <numerusform>The message has more than %n value.</numerusform>
            <numerusform>The message has more than %n values.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The message has more than %n key(s).</source>
        <translation>
            <numerusform>The message has more than %n key.</numerusform>
            <numerusform>The message has more than %n keys.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::PackList</name>
    <message numerus="yes">
        <source>These are more than %n file(s).</source>
        <translation>
            <numerusform>This is more than %n file.</numerusform>
            <numerusform>These are more than %n files.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::PickDialog</name>
    <message numerus="yes">
        <source>%n picked</source>
        <translation>
            <numerusform>%n picked</numerusform>
            <numerusform>%n picked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::PresetBook</name>
    <message numerus="yes">
        <source>There are %n preset(s), more are not kept. Delete some that you no longer need.</source>
        <translation>
            <numerusform>There are %n preset, more are not kept. Delete some that you no longer need.</numerusform>
            <numerusform>There are %n presets, more are not kept. Delete some that you no longer need.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::PresetListModel</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::PriceEstimate</name>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> × %n run(s)</source>
        <translation>
            <numerusform> × %n run</numerusform>
            <numerusform> × %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::ProfileRepository</name>
    <message numerus="yes">
        <source>There are %n profile(s) already; remove one first.</source>
        <translation>
            <numerusform>There are %n profile already; remove one first.</numerusform>
            <numerusform>There are %n profiles already; remove one first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::PromptDelegate</name>
    <message numerus="yes">
        <source>used %n time(s)</source>
        <translation>
            <numerusform>used %n time</numerusform>
            <numerusform>used %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::QueuePanel</name>
    <message numerus="yes">
        <source>%n under way</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>%n under way</numerusform>
            <numerusform>%n under way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::SystemKeyStore</name>
    <message numerus="yes">
        <source>%1 did not answer within %n second(s). It may be waiting for its password.</source>
        <translation>
            <numerusform>%1 did not answer within %n second. It may be waiting for its password.</numerusform>
            <numerusform>%1 did not answer within %n seconds. It may be waiting for its password.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::UploadWords</name>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>%n s left</numerusform>
            <numerusform>%n s left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n min left</numerusform>
            <numerusform>%n min left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Uploading %n file(s)</source>
        <translation>
            <numerusform>Uploading %n file</numerusform>
            <numerusform>Uploading %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) not uploaded</source>
        <translation>
            <numerusform>%n file not uploaded</numerusform>
            <numerusform>%n files not uploaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n upload(s) stopped</source>
        <translation>
            <numerusform>%n upload stopped</numerusform>
            <numerusform>%n uploads stopped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) uploaded</source>
        <translation>
            <numerusform>%n file uploaded</numerusform>
            <numerusform>%n files uploaded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::WebhookVerifier</name>
    <message numerus="yes">
        <source>It was signed more than %n minute(s) ago: an old delivery sent again, or this computer&apos;s clock is ahead.</source>
        <translation>
            <numerusform>It was signed more than %n minute ago: an old delivery sent again, or this computer&apos;s clock is ahead.</numerusform>
            <numerusform>It was signed more than %n minutes ago: an old delivery sent again, or this computer&apos;s clock is ahead.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was signed more than %n minute(s) in the future: look at this computer&apos;s clock.</source>
        <translation>
            <numerusform>It was signed more than %n minute in the future: look at this computer&apos;s clock.</numerusform>
            <numerusform>It was signed more than %n minutes in the future: look at this computer&apos;s clock.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::WildcardExpansion</name>
    <message numerus="yes">
        <source>The wildcards make the prompt longer than %n character(s).</source>
        <translation>
            <numerusform>The wildcards make the prompt longer than %n character.</numerusform>
            <numerusform>The wildcards make the prompt longer than %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::WildcardLists</name>
    <message numerus="yes">
        <source>There are more than %n wildcard file(s); the rest was left out.</source>
        <translation>
            <numerusform>There are more than %n wildcard file; the rest was left out.</numerusform>
            <numerusform>There are more than %n wildcard files; the rest was left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The wildcard file %1 has more than %n line(s); the rest was left out.</source>
        <translation>
            <numerusform>The wildcard file %1 has more than %n line; the rest was left out.</numerusform>
            <numerusform>The wildcard file %1 has more than %n lines; the rest was left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::cli</name>
    <message numerus="yes">
        <source>%1, %n request(s) ahead</source>
        <translation>
            <numerusform>%1, %n request ahead</numerusform>
            <numerusform>%1, %n requests ahead</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::cli::LibraryListCommand</name>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::cli::ModelsCommand</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::cli::PresetsCommand</name>
    <message numerus="yes">
        <source>%n preset(s)</source>
        <translation>
            <numerusform>%n preset</numerusform>
            <numerusform>%n presets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::jobtext</name>
    <message numerus="yes">
        <source>%n ahead</source>
        <comment>requests before this one in the server&apos;s queue</comment>
        <translation>
            <numerusform>%n ahead</numerusform>
            <numerusform>%n ahead</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n before it</source>
        <comment>jobs that are sent before this one</comment>
        <translation>
            <numerusform>%n before it</numerusform>
            <numerusform>%n before it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::logtext</name>
    <message numerus="yes">
        <source>… %n more character(s); copying the log gives them all</source>
        <translation>
            <numerusform>… %n more character; copying the log gives them all</numerusform>
            <numerusform>… %n more characters; copying the log gives them all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::modeltext</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
</context>
</TS>
