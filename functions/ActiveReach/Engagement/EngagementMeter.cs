using System.Diagnostics;
using System.Diagnostics.Metrics;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Problems;
using ActiveReach.Sight;

namespace ActiveReach.Engagement;

/// <summary>Counts what comes back. A message of the queue is told once, with all of its events.</summary>
public sealed class EngagementMeter
{
    private readonly Counter<long> events;
    private readonly Counter<long> inbox;
    private readonly QueueMeter queues;

    /// <param name="meters">Of the app; null (default) for a meter of its own.</param>
    public EngagementMeter(IMeterFactory? meters = null)
    {
        var meter = Instruments.Of(meters);
        events = meter.CreateCounter<long>("activereach.engagement.events", "{event}", "What providers and contacts reported about messages in the ledger.");
        inbox = meter.CreateCounter<long>("activereach.engagement.inbox", "{event}", "Events of the inbox, by what became of them.");
        queues = new QueueMeter(meters);
    }

    /// <summary>Whether anybody counts.</summary>
    public bool IsWatched => events.Enabled;

    internal void Recorded(IReadOnlyList<LedgerEvent> recorded, IReadOnlyList<bool> changed)
    {
        if (!IsWatched)
            return;
        foreach (var group in recorded.Select((each, index) => (each.Kind, Batch: new BatchNumber(each.Address.Batch), Changed: changed[index])).GroupBy(each => (each.Kind, Channel: ChannelOf(each.Batch), each.Changed)))
        {
            events.Add(group.Count(), new TagList
            {
                { Instruments.Channel, group.Key.Channel },
                { Instruments.Kind, EnumNames.Of(group.Key.Kind) },
                { Instruments.Outcome, group.Key.Changed ? "applied" : "repeated" },
            });
        }
    }

    /// <summary>Events that were sent away because the inbox is too far behind.</summary>
    internal void Refused(int number) => inbox.Add(number, new KeyValuePair<string, object?>(Instruments.Outcome, "refused"));

    internal void End(long began, ApplyOutcome? outcome, Exception? error)
    {
        queues.End(EngagementQueue.Name, began, error?.GetType().FullName);
        if (outcome is null || !inbox.Enabled)
            return;
        Count(outcome.Applied, "applied");
        Count(outcome.PutOff, "put_off");
        Count(outcome.Parked, "parked");

        void Count(int number, string what)
        {
            if (number > 0)
                inbox.Add(number, new KeyValuePair<string, object?>(Instruments.Outcome, what));
        }
    }

    private static string? ChannelOf(BatchNumber batch) => batch.IsSent ? batch.Channel.Name() : null;
}
