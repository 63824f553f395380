using ActiveReach.Benchmarks.Audiences;
using ActiveReach.Benchmarks.Delivery;
using ActiveReach.Benchmarks.Engagement;
using ActiveReach.Benchmarks.Engine;
using ActiveReach.Benchmarks.Queues;
using ActiveReach.Benchmarks.Sending;

return args switch
{
    ["bench", "audiences", .. var rest] => AudienceBenchmarks.Run(rest),
    ["bench", "engagement", .. var rest] => EngagementBenchmarks.Measure(rest),
    ["bench", "engine", .. var rest] => EngineBenchmarks.Run(rest),
    ["bench", "import", .. var rest] => ImportBenchmarks.Measure(rest),
    ["bench", "ledger", .. var rest] => LedgerBenchmarks.Measure(rest),
    ["bench", "queues", .. var rest] => QueueBenchmarks.Run(rest),
    ["bench", "send", .. var rest] => SendBenchmarks.Measure(rest),
    _ => List(),
};

static int List()
{
    Console.WriteLine(
        """
        bench audiences previews and reading of generated contacts; one argument: how many (P5)
        bench engagement  clicks and receipts accepted against an empty endpoint; the sandbox (P9)
        bench engine    orchestrations, activities and events a second; parked instances; replay (P6, P7)
        bench import    contacts of a file against bare CSV and upsert (P4); arguments: "memory" for one run alone, how many rows
        bench ledger    the send ledger against bare SQLite: planning, sending, receipts, figures
        bench queues    messages a second through the embedded queues
        bench send      a campaign from launch to everybody handed over; arguments: how many, and "receipts" (P1b, P1c)
        """);
    return 0;
}
