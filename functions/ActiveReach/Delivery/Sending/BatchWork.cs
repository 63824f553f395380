using System.Diagnostics;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery.Claims;
using ActiveReach.Ids;
using ActiveReach.Sight;

namespace ActiveReach.Delivery.Sending;

/// <summary>One taking up of a batch as those see it who watch: a span, and counts that are told at its end. All of them on the same batch are one
/// trace, across processes too: the first writes it beside the batch.</summary>
internal sealed class BatchWork : IDisposable
{
    private readonly DeliveryMeter meter;
    private readonly Channel channel;
    private readonly Activity? span;
    private readonly int[] recorded = new int[(int)RowResult.Deferred + 1];
    private readonly int[] answered = new int[(int)HandOverResult.Unknown + 1];

    /// <param name="trace">Where the batch was taken up first.</param>
    public BatchWork(DeliveryMeter meter, Run run, BatchMessage message, string? trace)
    {
        this.meter = meter;
        channel = new BatchNumber(message.Batch).Channel;
        span = QueueMeter.Begin(DeliveryQueue.Name, trace, run.Trace);
        span?.SetTag("activereach.workspace", message.Workspace)
            .SetTag("activereach.campaign", run.Campaign.Value)
            .SetTag("activereach.run", message.Run)
            .SetTag("activereach.stage", message.Stage)
            .SetTag("activereach.batch", message.Batch)
            .SetTag(Instruments.Channel, channel.Name());
    }

    public long Began { get; } = Stopwatch.GetTimestamp();

    /// <summary>Where this work is, as it is kept; null while nobody records.</summary>
    public string? Trace => Trail.Of(span);

    /// <summary>How it ended; <c>stopped</c> where the batch is somebody else's, or its run was paused or has ended.</summary>
    public string Outcome { get; private set; } = "stopped";

    /// <summary>The kind of fault that it ended with.</summary>
    public string? Error { get; private set; }

    public int Recorded(RowResult result) => recorded[(int)result];

    public int Answered(HandOverResult result) => answered[(int)result];

    /// <summary>What the ledger has taken.</summary>
    public void Record(IReadOnlyList<RowOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
            recorded[(int)outcome.Result]++;
    }

    /// <summary>Nobody will send them any more.</summary>
    public void GaveUp(int rows) => recorded[(int)RowResult.Failed] += rows;

    public void Hear(HandOverResult answer) => answered[(int)answer]++;

    public BatchFollowUp EndAs(string outcome, BatchFollowUp followUp = default)
    {
        Outcome = outcome;
        return followUp;
    }

    public void Fail(Exception error)
    {
        Outcome = "failed";
        Error = error.GetType().FullName;
        span?.Fail(Error!);
    }

    public static string Of(Hindrance? met) => met switch
    {
        Hindrance.Silence => "silence",
        Hindrance.Hour => "hour",
        _ => "limit",
    };

    /// <summary>Calls the provider as a part of this work.</summary>
    public ProviderCall Call(int messages) => new(meter, channel, messages);

    public void Dispose()
    {
        span?.SetTag(Instruments.Outcome, Outcome)
            .SetTag("activereach.recipients.handed", Recorded(RowResult.Handed))
            .SetTag("activereach.recipients.failed", Recorded(RowResult.Failed))
            .SetTag("activereach.recipients.skipped", Recorded(RowResult.Skipped))
            .SetTag("activereach.recipients.uncertain", Recorded(RowResult.Uncertain));
        span?.Dispose();
        meter.End(channel, this);
    }
}

/// <summary>One call of a provider.</summary>
internal readonly struct ProviderCall
{
    private readonly DeliveryMeter meter;
    private readonly Channel channel;
    private readonly Activity? span;
    private readonly long began = Stopwatch.GetTimestamp();

    public ProviderCall(DeliveryMeter meter, Channel channel, int messages)
    {
        this.meter = meter;
        this.channel = channel;
        span = Trail.Part("call provider", ActivityKind.Client)?.SetTag(Instruments.Channel, channel.Name()).SetTag("messaging.batch.message_count", messages);
    }

    /// <param name="error">Why nothing is known of its messages; null when the provider answered.</param>
    public void End(string? error)
    {
        if (error is not null)
            span?.Fail(error);
        span?.Dispose();
        meter.Called(channel, began, error);
    }
}
