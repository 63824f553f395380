using System.Collections.Concurrent;
using ActiveReach.Channels;

namespace Contracts.Delivery.World;

/// <summary>A carrier that survives every crash and remembers what it was asked. <see cref="Answers"/> decides how it behaves.</summary>
public sealed class Carrier(Channel channel) : IChannelProvider
{
    private readonly ConcurrentDictionary<string, OutgoingMessage> byKey = new();
    private readonly ConcurrentQueue<OutgoingMessage> calls = new();

    public Channel Channel => channel;

    public int MessagesPerCall { get; set; } = 25;

    public int Concurrency { get; set; } = 2;

    public TimeSpan RepeatWindow { get; set; } = TimeSpan.FromMinutes(5);

    public bool ReportsDelivery { get; set; } = true;

    /// <summary>Whether a key that was accepted before is answered as accepted, without asking anew.</summary>
    public bool HonoursKeys { get; set; }

    /// <summary>Asked for every message of every call, in order.</summary>
    public Func<OutgoingMessage, HandOverResult> Answers { get; set; } = _ => HandOverResult.Accepted;

    /// <summary>What is granted of so many messages, for stories that write the permits themselves.</summary>
    public Func<int, Permit> Permits { get; set; } = wanted => new Permit(wanted, TimeSpan.Zero);

    /// <summary>Runs before a call has any effect.</summary>
    public Action<IReadOnlyList<OutgoingMessage>> OnCall { get; set; } = _ => { };

    /// <summary>Makes an id of the carrier's own; without it the carrier answers with our tag.</summary>
    public Func<OutgoingMessage, string>? OwnIds { get; set; }

    public TimeSpan? RetryAfter { get; set; }

    /// <summary>Messages sent on, each key once.</summary>
    public ICollection<OutgoingMessage> Accepted => byKey.Values;

    /// <summary>Every message of every call that had an effect.</summary>
    public IReadOnlyCollection<OutgoingMessage> Calls => calls;

    public SendLimit Limit { get; set; } = new("carrier", channel);

    public Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        OnCall(messages);
        var answers = new List<HandOver>();
        foreach (var message in messages)
        {
            var result = HonoursKeys && byKey.ContainsKey(message.IdempotencyKey) ? HandOverResult.Accepted : Answers(message);
            if (result is HandOverResult.Accepted or HandOverResult.Unknown)
            {
                calls.Enqueue(message);
                byKey.TryAdd(message.IdempotencyKey, message);
            }

            answers.Add(new HandOver(result, OwnIds?.Invoke(message) ?? message.Tag, result is HandOverResult.Rejected ? "invalid_number" : null, RetryAfter));
        }

        return Task.FromResult<IReadOnlyList<HandOver>>(answers);
    }
}
