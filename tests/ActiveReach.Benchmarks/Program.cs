using ActiveReach.Benchmarks.Audiences;
using ActiveReach.Benchmarks.Campaigns;
using ActiveReach.Benchmarks.Delivery;
using ActiveReach.Benchmarks.Engagement;
using ActiveReach.Benchmarks.Engine;
using ActiveReach.Benchmarks.Entries;
using ActiveReach.Benchmarks.Events;
using ActiveReach.Benchmarks.Phones;
using ActiveReach.Benchmarks.Planning;
using ActiveReach.Benchmarks.Queues;
using ActiveReach.Benchmarks.Road;
using ActiveReach.Benchmarks.Scale;
using ActiveReach.Benchmarks.Sending;
using ActiveReach.Benchmarks.Sharing;

return args switch
{
    ["bench", "audiences", .. var rest] => AudienceBenchmarks.Run(rest),
    ["bench", "campaigns", .. var rest] => CampaignListBenchmarks.Measure(rest),
    ["bench", "engagement", .. var rest] => EngagementBenchmarks.Measure(rest),
    ["bench", "engine", .. var rest] => EngineBenchmarks.Run(rest),
    ["bench", "entries", .. var rest] => EntryBenchmarks.Measure(rest),
    ["bench", "events", .. var rest] => EventBenchmarks.Measure(rest),
    ["bench", "fair", .. var rest] => FairBenchmarks.Measure(rest),
    ["bench", "import", .. var rest] => ImportBenchmarks.Measure(rest),
    ["bench", "ledger", .. var rest] => LedgerBenchmarks.Measure(rest),
    ["bench", "limit", .. var rest] => LimitBenchmarks.Measure(rest),
    ["bench", "pause", .. var rest] => PauseBenchmarks.Measure(rest),
    ["bench", "phones", .. var rest] => PhoneBenchmarks.Measure(rest),
    ["bench", "planning", .. var rest] => PlanningBenchmarks.Measure(rest),
    ["bench", "queues", .. var rest] => QueueBenchmarks.Run(rest),
    ["bench", "road", .. var rest] => RoadBenchmarks.Measure(rest),
    ["bench", "scale", .. var rest] => ScaleReport.Write(rest),
    ["bench", "send", .. var rest] => SendBenchmarks.Measure(rest),
    ["sink", var kind] => SinkProcess.RunAsync(kind).GetAwaiter().GetResult(),
    _ => List(),
};

static int List()
{
    Console.WriteLine(
        """
        bench audiences previews of ten kinds against SQL by hand; arguments: contacts and events (P5)
        bench campaigns a page of the list of campaigns sorted by its figures; argument: how many campaigns
        bench engagement  clicks and receipts accepted against an empty endpoint; the sandbox (P9)
        bench engine    orchestrations, activities and events a second; parked instances; replay (P6, P7)
        bench entries   entries of a standing campaign, 1,000 due a second, planned while the others wait; argument: how many
        bench events    events posted over HTTP by the hundred and one by one, and their bytes on disk; argument: how many
        bench fair      campaigns to a hundred people alone and beside one to everybody (P10); argument: how many contacts
        bench import    contacts of a file against bare CSV and upsert (P4); arguments: "memory" for one run alone, how many rows
        bench ledger    the send ledger against bare SQLite: planning, sending, receipts, figures
        bench limit     a vendor that takes thirty mails a minute, told of and not (P12); argument: how many mails
        bench pause     from pause or cancel to the provider's last call (P8); argument: how many contacts
        bench phones    phone numbers read, clean, formatted and national, and their zones; argument: how many of each
        bench planning  memory and speed of planning 100,000 and 1,000,000 contacts, each in a process of its own
        bench queues    messages a second through the embedded queues
        bench road      the whole road to a vendor's stand-in in its own process, against a client in a loop; arguments: how many, and "receipts", "sms" or "smtp" (P1); then "alone" for the memory of a process that sends once (P3)
        bench scale     how far an installation in Azure goes, reckoned and not measured; arguments: contacts, workspaces, messages a minute
        bench send      a campaign from launch to everybody handed over; arguments: how many, and "receipts" (P1b, P1c)
        """);
    return 0;
}
