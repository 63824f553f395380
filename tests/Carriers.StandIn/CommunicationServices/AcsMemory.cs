using System.Globalization;

namespace Carriers.StandIn.CommunicationServices;

/// <summary>What the service remembers of repeatable requests, for five minutes from the first of each.</summary>
internal sealed class AcsMemory(TimeProvider clock)
{
    private static readonly TimeSpan Tracked = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly List<AcsMessage> messages = [];
    private readonly Dictionary<Guid, (AcsMessage Message, string FirstSent)> known = [];
    private int repeats;

    public IReadOnlyList<AcsMessage> Messages
    {
        get
        {
            lock (gate)
                return [.. messages];
        }
    }

    public int Repeats
    {
        get
        {
            lock (gate)
                return repeats;
        }
    }

    /// <summary>Sends a message, or tells the id of the first time. The status tells why neither.</summary>
    public (string? MessageId, int Status) Take(AcsMessage message, string? firstSent)
    {
        if (!DateTimeOffset.TryParseExact(firstSent, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var first))
            return (null, 400);
        if ((clock.GetUtcNow() - first).Duration() > Tracked)
            return (null, 412);
        lock (gate)
        {
            if (known.TryGetValue(message.Key, out var before))
            {
                repeats++;
                return before.FirstSent == firstSent && before.Message.To == message.To && before.Message.Text == message.Text ? (before.Message.MessageId, 202) : (null, 400);
            }

            known[message.Key] = (message, firstSent);
            messages.Add(message);
            return (message.MessageId, 202);
        }
    }
}
