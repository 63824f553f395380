namespace ActiveReach.Benchmarks.Scale;

/// <summary>A peak, second by second: messages that are due all at once, and receipts that come back while the rest goes out and share the ledger with it.</summary>
/// <param name="Deployments">Among which the workspaces are divided.</param>
/// <param name="ProviderPerMinute">What the providers of one deployment take; null is all.</param>
internal sealed record PeakSimulation(Demand Demand, int Deployments, long? ProviderPerMinute = null)
{
    private const int MeanReceiptSeconds = 30;

    /// <summary>How it went.</summary>
    /// <param name="SentIn">Seconds until the last message was handed over.</param>
    /// <param name="SettledIn">Seconds until the last receipt was in.</param>
    /// <param name="HeldBy">What was at its end in most seconds.</param>
    public sealed record Outcome(int SentIn, int SettledIn, string HeldBy);

    /// <param name="messages">Due at the beginning, in all deployments together.</param>
    public Outcome Run(long messages)
    {
        var limits = Limit.Of(Demand);
        var ledger = limits.Single(limit => limit.Name == "storage account of the ledger");
        var topic = limits.Single(limit => limit.Name == "topic of Event Grid");
        var others = limits.Except([ledger, topic]).Select(limit => (limit.Name, Most: limit.PerMinute / 60)).Append(("providers", (ProviderPerMinute ?? double.PositiveInfinity) / 60)).ToList();
        double waiting = (double)messages / Deployments, underWay = 0, unread = 0;
        var (second, sentIn) = (0, 0);
        var held = new Dictionary<string, int>(StringComparer.Ordinal);
        while (waiting > 0.5 || underWay > 0.5 || unread > 0.5)
        {
            second++;
            // Receipts arrive as the topic brings them; half of the ledger is theirs while both are wanted.
            var arriving = Math.Min(underWay / MeanReceiptSeconds, topic.ASecond);
            underWay = underWay - arriving is var left && left < 0.5 ? 0 : left;
            unread += arriving;
            var forReceipts = Math.Min(unread * BatchRequests.Receipt, waiting > 0 ? ledger.ASecond / 2 : ledger.ASecond);
            unread -= forReceipts / BatchRequests.Receipt;

            var (name, most) = others.Append((ledger.Name, (ledger.ASecond - forReceipts) / Demand.LedgerRequestsForOne)).MinBy(each => each.Item2);
            var sent = Math.Min(waiting, most);
            if (sent > 0)
            {
                sentIn = second;
                held[name] = held.GetValueOrDefault(name) + 1;
            }

            waiting -= sent;
            underWay += sent * Demand.ReceiptShare;
        }

        return new Outcome(sentIn, second, held.MaxBy(each => each.Value).Key);
    }
}
