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
    <name>peregrine::AxisCard</name>
    <message numerus="yes">
        <source>%n value(s): %1</source>
        <translation>
            <numerusform>%n value: %1</numerusform>
            <numerusform>%n values: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::BatchDialog</name>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation type="unfinished">
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Generate %n</source>
        <translation>
            <numerusform>Generate %n</numerusform>
            <numerusform>Generate %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::BatchLink</name>
    <message numerus="yes">
        <source>%n job(s) were removed from the queue and cannot be sent again from here. Use their inputs instead.</source>
        <translation>
            <numerusform>%n job were removed from the queue and cannot be sent again from here. Use their inputs instead.</numerusform>
            <numerusform>%n jobs were removed from the queue and cannot be sent again from here. Use their inputs instead.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::BatchOffer</name>
    <message numerus="yes">
        <source>at least %1, as the price of %n job(s) is not known</source>
        <translation>
            <numerusform>at least %1, as the price of %n job is not known</numerusform>
            <numerusform>at least %1, as the price of %n jobs is not known</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::BatchWindow</name>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation type="unfinished">
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation type="unfinished">
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n canceled</source>
        <translation>
            <numerusform>%n canceled</numerusform>
            <numerusform>%n canceled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n unknown</numerusform>
            <numerusform>%n unknown</numerusform>
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
    <name>peregrine::DesktopNews</name>
    <message numerus="yes">
        <source>%n job(s) did not work</source>
        <translation>
            <numerusform>%n job did not work</numerusform>
            <numerusform>%n jobs did not work</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) done</source>
        <translation>
            <numerusform>%n job done</numerusform>
            <numerusform>%n jobs done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not</source>
        <comment>of so many jobs that are not done</comment>
        <translation>
            <numerusform>%n not</numerusform>
            <numerusform>%n not</numerusform>
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
    <name>peregrine::DraftBook</name>
    <message numerus="yes">
        <source>What %n form(s) held last could not be read and is left out.</source>
        <translation>
            <numerusform>What %n form held last could not be read and is left out.</numerusform>
            <numerusform>What %n forms held last could not be read and is left out.</numerusform>
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
    <name>peregrine::GalleryGrid</name>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::GridDelegate</name>
    <message numerus="yes">
        <source>%n results</source>
        <extracomment>on a cell of a grid: how many results the job has</extracomment>
        <translation>
            <numerusform>%n results</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::JobLog</name>
    <message numerus="yes">
        <source>%n line(s) are left out here: of a long log the beginning and the newest lines are kept.</source>
        <translation>
            <numerusform>%n line is left out here: of a long log the beginning and the newest lines are kept.</numerusform>
            <numerusform>%n lines are left out here: of a long log the beginning and the newest lines are kept.</numerusform>
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
    <message numerus="yes">
        <source>%1 Trying again in %n s.</source>
        <translation>
            <numerusform>%1 Trying again in %n s.</numerusform>
            <numerusform>%1 Trying again in %n s.</numerusform>
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
    <name>peregrine::JudgeActions</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n star</numerusform>
            <numerusform>%n stars</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::JudgeLink</name>
    <message numerus="yes">
        <source>%n result(s) moved to the trash.</source>
        <translation type="unfinished">
            <numerusform>%n result moved to the trash.</numerusform>
            <numerusform>%n results moved to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo the whole &amp;pass (%n step(s))</source>
        <translation>
            <numerusform>Undo the whole &amp;pass (%n step)</numerusform>
            <numerusform>Undo the whole &amp;pass (%n steps)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::LibraryQuery</name>
    <message numerus="yes">
        <source>A search takes %n words and filters; what comes after them is not looked at.</source>
        <translation>
            <numerusform>A search takes %n words and filters; what comes after them is not looked at.</numerusform>
            <numerusform>A search takes %n words and filters; what comes after them is not looked at.</numerusform>
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
    <name>peregrine::LogKeeper</name>
    <message numerus="yes">
        <source>%n line(s) are left out here: the library could not be written for a while.</source>
        <translation>
            <numerusform>%n line is left out here: the library could not be written for a while.</numerusform>
            <numerusform>%n lines are left out here: the library could not be written for a while.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::LogView</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <comment>that match</comment>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
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
    <name>peregrine::PreviewPane</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
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
    <name>peregrine::QueueHeader</name>
    <message numerus="yes">
        <source>%n under way</source>
        <comment>jobs</comment>
        <translation type="unfinished">
            <numerusform>%n under way</numerusform>
            <numerusform>%n under way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>jobs</comment>
        <translation type="unfinished">
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation type="unfinished">
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::QueueUndo</name>
    <message numerus="yes">
        <source>%n job(s) canceled.</source>
        <translation>
            <numerusform>%n job canceled.</numerusform>
            <numerusform>%n jobs canceled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) removed from the list.</source>
        <translation>
            <numerusform>%n job removed from the list.</numerusform>
            <numerusform>%n jobs removed from the list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) held.</source>
        <translation>
            <numerusform>%n job held.</numerusform>
            <numerusform>%n jobs held.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) released.</source>
        <translation>
            <numerusform>%n job released.</numerusform>
            <numerusform>%n jobs released.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) moved.</source>
        <translation>
            <numerusform>%n job moved.</numerusform>
            <numerusform>%n jobs moved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::RecordSource</name>
    <message numerus="yes">
        <source>%n row(s) of %1</source>
        <translation>
            <numerusform>%n row of %1</numerusform>
            <numerusform>%n rows of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::SendQuestion</name>
    <message numerus="yes">
        <source>%n job(s), about %1 in all</source>
        <extracomment>%1 is an amount of money, of all jobs together</extracomment>
        <translation>
            <numerusform>%n job, about %1 in all</numerusform>
            <numerusform>%n jobs, about %1 in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::SpendGuard</name>
    <message numerus="yes">
        <source>The price of %n of these jobs is not known before they are done.</source>
        <translation>
            <numerusform>The price of %n of these jobs is not known before they are done.</numerusform>
            <numerusform>The price of %n of these jobs is not known before they are done.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::SpendMeter</name>
    <message numerus="yes">
        <source>The price of %n job(s) of this month is not known and not in the sum.</source>
        <translation>
            <numerusform>The price of %n job of this month is not known and not in the sum.</numerusform>
            <numerusform>The price of %n jobs of this month is not known and not in the sum.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::StarRating</name>
    <message numerus="yes">
        <source>Rated with %n star(s)</source>
        <translation>
            <numerusform>Rated with %n star</numerusform>
            <numerusform>Rated with %n stars</numerusform>
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
    <name>peregrine::VariationPlan</name>
    <message numerus="yes">
        <source>%n seed(s)</source>
        <translation>
            <numerusform>%n seed</numerusform>
            <numerusform>%n seeds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s)</source>
        <translation>
            <numerusform>%n prompt</numerusform>
            <numerusform>%n prompts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation type="unfinished">
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) of %1</source>
        <translation>
            <numerusform>%n value of %1</numerusform>
            <numerusform>%n values of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No more than %n field(s) can be varied at once.</source>
        <translation>
            <numerusform>No more than %n field can be varied at once.</numerusform>
            <numerusform>No more than %n fields can be varied at once.</numerusform>
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
    <name>peregrine::assettext</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n star</numerusform>
            <numerusform>%n stars</numerusform>
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
    <name>peregrine::cli::BatchCommand</name>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) are not done. Run the same command again to go on; nothing is sent twice.</source>
        <translation>
            <numerusform>%n request are not done. Run the same command again to go on; nothing is sent twice.</numerusform>
            <numerusform>%n requests are not done. Run the same command again to go on; nothing is sent twice.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::cli::BatchFile</name>
    <message numerus="yes">
        <source>A batch has at most %n request(s).</source>
        <translation>
            <numerusform>A batch has at most %n request.</numerusform>
            <numerusform>A batch has at most %n requests.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::cli::JobDesk</name>
    <message numerus="yes">
        <source>%n job(s) begin with &quot;%1&quot;: give more of the id.</source>
        <translation>
            <numerusform>%n job begin with &quot;%1&quot;: give more of the id.</numerusform>
            <numerusform>%n jobs begin with &quot;%1&quot;: give more of the id.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::cli::JobsCommand</name>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation type="unfinished">
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) to follow</source>
        <translation>
            <numerusform>%n job to follow</numerusform>
            <numerusform>%n jobs to follow</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) are not done. What the server has goes on there; peregrine-cli jobs resume takes it up.</source>
        <translation>
            <numerusform>%n job are not done. What the server has goes on there; peregrine-cli jobs resume takes it up.</numerusform>
            <numerusform>%n jobs are not done. What the server has goes on there; peregrine-cli jobs resume takes it up.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>peregrine::cli::LibraryShowCommand</name>
    <message numerus="yes">
        <source>%n result(s) have ids that begin with %1. Write more of it.</source>
        <translation>
            <numerusform>%n result has an id that begins with %1. Write more of it.</numerusform>
            <numerusform>%n results have ids that begin with %1. Write more of it.</numerusform>
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
    <name>peregrine::logproblem</name>
    <message numerus="yes">
        <source>and %n more fault(s)</source>
        <translation type="unfinished">
            <numerusform>and %n more fault</numerusform>
            <numerusform>and %n more faults</numerusform>
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
<context>
    <name>peregrine::queuetext</name>
    <message numerus="yes">
        <source>%n job(s): %1</source>
        <translation>
            <numerusform>%n job: %1</numerusform>
            <numerusform>%n jobs: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n under way</source>
        <comment>jobs</comment>
        <translation type="unfinished">
            <numerusform>%n under way</numerusform>
            <numerusform>%n under way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>jobs</comment>
        <translation type="unfinished">
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>%n unknown</numerusform>
            <numerusform>%n unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n canceled</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>%n canceled</numerusform>
            <numerusform>%n canceled</numerusform>
        </translation>
    </message>
</context>
</TS>
