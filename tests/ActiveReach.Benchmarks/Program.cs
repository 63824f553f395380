using ActiveReach.Benchmarks.Queues;

return args switch
{
    ["bench", "queues", .. var rest] => QueueBenchmarks.Run(rest),
    _ => List(),
};

static int List()
{
    Console.WriteLine(
        """
        bench queues    messages a second through the embedded queues
        """);
    return 0;
}
