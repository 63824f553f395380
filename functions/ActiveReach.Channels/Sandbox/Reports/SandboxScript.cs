namespace ActiveReach.Channels.Sandbox.Reports;

internal enum SandboxEventKind
{
    Delivered = 0,
    Failed = 1,
    Opened = 2,
    Clicked = 3,
    Replied = 4,
    Stopped = 5,
}

/// <summary>One thing that comes back from a message.</summary>
/// <param name="Due">Business time at which it happens.</param>
internal readonly record struct SandboxEvent(SandboxEventKind Kind, DateTimeOffset Due);

/// <summary>Everything that will come back from a message, in the order in which it comes. It follows from settings and message
/// alone, so it is the same after a restart.</summary>
internal static class SandboxScript
{
    /// <summary>People take at least this long after the hand-over to open a mail or follow a link; anything faster looks like a machine.</summary>
    private static readonly TimeSpan FastestPerson = TimeSpan.FromMilliseconds(2500);

    /// <summary>Events fall on multiples of this, so that they travel in groups.</summary>
    private static readonly TimeSpan Grid = TimeSpan.FromMilliseconds(100);

    /// <summary>Channels on which nothing comes back through a carrier: an app tells by itself what is done in it.</summary>
    private static readonly ChannelSet Silent = [Channel.InApp];

    /// <summary>Channels whose carrier tells what was read.</summary>
    private static readonly ChannelSet ToldWhenRead = [Channel.WhatsApp, Channel.Rcs];

    /// <summary>Channels on which people write back.</summary>
    private static readonly ChannelSet Answered = [Channel.Sms, Channel.WhatsApp, Channel.Rcs];

    /// <summary>Empty where nothing does.</summary>
    public static List<SandboxEvent> Of(SandboxMessage message, in SandboxDraws draws, SandboxOptions options)
    {
        if (Silent.Contains(message.Channel))
            return [];
        var events = new List<SandboxEvent>(4);
        var isDelivered = draws.Happens(SandboxDraw.Delivered, options.DeliveredRate);
        var receipt = isDelivered ? SandboxEventKind.Delivered : SandboxEventKind.Failed;
        var arrival = message.Time + DelayOf(receipt, draws, options);
        var lateness = draws.Happens(SandboxDraw.Reorder, options.ReorderRate) ? TimeSpan.FromMilliseconds(5 * options.EventDelayMs) + FastestPerson : TimeSpan.Zero;
        Add(receipt, arrival + lateness, draws);
        if (isDelivered)
            AddReactions(message, arrival, draws, options, Add);
        events.Sort((left, right) => left.Due.CompareTo(right.Due));
        return events;

        void Add(SandboxEventKind kind, DateTimeOffset at, in SandboxDraws draws)
        {
            events.Add(new SandboxEvent(kind, OnGrid(at)));
            if (draws.Happens(SandboxDraw.Duplicate + (int)kind, options.DuplicateRate))
                events.Add(new SandboxEvent(kind, OnGrid(at + TimeSpan.FromMilliseconds(options.EventDelayMs))));
        }
    }

    private delegate void Adding(SandboxEventKind kind, DateTimeOffset at, in SandboxDraws draws);

    private static void AddReactions(SandboxMessage message, DateTimeOffset arrival, in SandboxDraws draws, SandboxOptions options, Adding add)
    {
        var isMail = message.Channel == Channel.Email;
        var read = isMail ? arrival + FastestPerson : arrival;
        var showsReading = isMail ? SandboxBody.HasPixel(message.Body) : ToldWhenRead.Contains(message.Channel);
        if (showsReading && draws.Happens(SandboxDraw.Opened, options.OpenRate))
            add(SandboxEventKind.Opened, read + DelayOf(SandboxEventKind.Opened, draws, options), draws);
        if (draws.Happens(SandboxDraw.Clicked, options.ClickRateOf(message.Origin.Variant)) && SandboxBody.HasLink(SandboxBody.Of(message)))
            add(SandboxEventKind.Clicked, Later(message.Time + FastestPerson, read + DelayOf(SandboxEventKind.Clicked, draws, options)), draws);
        if (draws.Happens(SandboxDraw.Stopped, options.StopRate) && (isMail ? message.Unsubscribe is not null : Answered.Contains(message.Channel)))
            add(SandboxEventKind.Stopped, read + DelayOf(SandboxEventKind.Stopped, draws, options), draws);
        else if (Answered.Contains(message.Channel) && draws.Happens(SandboxDraw.Replied, options.ReplyRate))
            add(SandboxEventKind.Replied, read + DelayOf(SandboxEventKind.Replied, draws, options), draws);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static TimeSpan DelayOf(SandboxEventKind kind, in SandboxDraws draws, SandboxOptions options) =>
        TimeSpan.FromMilliseconds(draws.Delay(SandboxDraw.Delay + (int)kind, options.EventDelayMs));

    private static DateTimeOffset OnGrid(DateTimeOffset at) => new((at.UtcTicks + Grid.Ticks - 1) / Grid.Ticks * Grid.Ticks, TimeSpan.Zero);
}
