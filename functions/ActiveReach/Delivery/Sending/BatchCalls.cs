using ActiveReach.Channels;
using ActiveReach.Delivery.Claims;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Sending;

/// <summary>What came of a window of calls.</summary>
/// <param name="Outcomes">Of the messages whose fate is known.</param>
/// <param name="Unanswered">Messages in doubt.</param>
/// <param name="RetryAfter">Set when the provider asked to stop.</param>
internal readonly record struct WindowResult(IReadOnlyList<RowOutcome> Outcomes, int Unanswered, TimeSpan? RetryAfter);

/// <summary>Calls the provider for a window of messages, several calls at once, each with a time-out.</summary>
internal sealed class BatchCalls(IChannelProvider provider, Throttle throttle, BatchWork work, DeliveryOptions options, TimeProvider clock)
{
    private readonly List<(ContactId Contact, string Device)> dead = [];

    /// <summary>Devices that the provider called dead, so far.</summary>
    public IReadOnlyList<(ContactId Contact, string Device)> DeadDevices => dead;

    /// <summary>How long the provider has asked to wait with such messages, another batch too.</summary>
    public TimeSpan ClosedFor(IEnumerable<Outgoing> window) => throttle.ClosedFor(provider, window.Select(each => each.Message.From));

    /// <summary>The calls that messages make, each of messages that may share one.</summary>
    public IEnumerable<Outgoing[]> Split(IReadOnlyList<Outgoing> messages, int messagesPerCall) =>
        messages.GroupBy(each => provider.SharedBy(each.Message), StringComparer.Ordinal).SelectMany(alike => alike.Chunk(messagesPerCall));

    public async Task<WindowResult> SendAsync(IReadOnlyList<Outgoing> window, int messagesPerCall, CancellationToken cancellation)
    {
        var calls = Split(window, messagesPerCall).Select(call => CallAsync(call, cancellation)).ToArray();
        var outcomes = new List<RowOutcome>(window.Count);
        var unanswered = 0;
        var waits = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var (call, answers) in await Task.WhenAll(calls))
        {
            var now = clock.GetUtcNow();
            for (var index = 0; index < call.Count; index++)
            {
                var answer = index < answers.Count ? answers[index] : new HandOver(HandOverResult.Unknown, null);
                work.Hear(answer.Result);
                dead.AddRange((answer.DeadDevices ?? []).Select(device => (call[index].Contact, device)));
                switch (answer.Result)
                {
                    case HandOverResult.Accepted:
                        var id = answer.MessageId == call[index].Message.Tag ? null : answer.MessageId;
                        outcomes.Add(new RowOutcome(call[index].Row, RowResult.Handed, now, MessageId: id));
                        break;
                    case HandOverResult.Rejected:
                        outcomes.Add(new RowOutcome(call[index].Row, RowResult.Failed, now, answer.Reason ?? "rejected"));
                        break;
                    case HandOverResult.Deferred:
                        var asked = answer.RetryAfter ?? options.RetryAfter;
                        var sender = call[index].Message.From;
                        waits[sender] = waits.TryGetValue(sender, out var longest) && longest > asked ? longest : asked;
                        if (call[index].IsInDoubt)
                            unanswered++;
                        else
                            outcomes.Add(new RowOutcome(call[index].Row, RowResult.Planned, now));
                        break;
                    default:
                        unanswered++;
                        break;
                }
            }
        }

        foreach (var (sender, wait) in waits)
            await throttle.CloseAsync(provider, sender, wait);
        return new WindowResult(outcomes, unanswered, waits.Count == 0 ? null : waits.Values.Max());
    }

    private async Task<(IReadOnlyList<Outgoing> Call, IReadOnlyList<HandOver> Answers)> CallAsync(Outgoing[] call, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(options.CallTimeout);
        var watched = work.Call(call.Length);
        try
        {
            var answers = await provider.SendAsync(Array.ConvertAll(call, each => each.Message), timeout.Token);
            var isAnswered = answers.Any(answer => answer.Result != HandOverResult.Unknown);
            watched.End(isAnswered ? null : "no_answer");
            if (isAnswered)
                throttle.Answered(provider);
            else
                throttle.StayedSilent(provider);
            return (call, answers);
        }
        catch (Exception error)
        {
            // Whatever went wrong, nothing is known of these messages.
            watched.End(timeout.IsCancellationRequested && !cancellation.IsCancellationRequested ? "timeout" : error.GetType().FullName);
            throttle.StayedSilent(provider);
            return (call, []);
        }
    }
}

/// <summary>A row with its rendered message, and the key of the address that it goes to.</summary>
internal readonly record struct Outgoing(int Row, ContactId Contact, string Variant, long AddressKey, bool IsInDoubt, OutgoingMessage Message);
