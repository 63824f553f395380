using System.Diagnostics.Metrics;
using ActiveReach.Sight;

namespace ActiveReach.Functions.Operations;

/// <summary>Counts messages that a person has to look at.</summary>
public sealed class SetAsideMeter(IMeterFactory meters)
{
    private readonly Counter<long> messages = meters.Create(Trail.Name).CreateCounter<long>(
        "activereach.queue.set_aside", "{message}", "Messages that could neither be carried out nor settled, and were set aside.");

    public void Count(string queue) => messages.Add(1, new KeyValuePair<string, object?>("messaging.destination.name", queue));
}
