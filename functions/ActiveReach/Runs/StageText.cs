using System.Globalization;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery.Fallback;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;

namespace ActiveReach.Runs;

/// <summary>How the sending of a run stands, channel by channel.</summary>
internal sealed record SendingStanding(IReadOnlyList<ChannelStanding> Channels)
{
    public bool IsOnlyWaiting => Channels.All(channel => channel.Due == 0) && Channels.Any(channel => channel.Deferred.Count > 0);
}

/// <param name="Due">Messages that nothing but the carrier keeps back.</param>
/// <param name="Queue">Those and the ones of other campaigns that go in between.</param>
/// <param name="Later">Messages of stages that have not begun.</param>
/// <param name="Deferred">What waits for its hour.</param>
/// <param name="SilentSince">Since when the provider has not answered.</param>
/// <param name="ClosedUntil">Until when it asked to wait.</param>
/// <param name="FullUntil">Until when what may go in an hour or a day is used up.</param>
internal sealed record ChannelStanding(
    SendLimit Limit, long Due, long Queue, long Later, IReadOnlyList<Backlog> Deferred, DateTimeOffset? SilentSince, DateTimeOffset? ClosedUntil, DateTimeOffset? FullUntil)
{
    /// <summary>When the next may go, as far as that is known.</summary>
    public DateTimeOffset? OpensAt => ClosedUntil > FullUntil ? ClosedUntil : FullUntil ?? ClosedUntil;

    /// <summary>More is to be sent than the limit lets go at once.</summary>
    public bool IsSlowed => Queue > Limit.PerSecond || (Limit.PerMinute is { } most && Queue > Math.Max(1, most / 60)) || FullUntil is not null || Queue > Limit.PerHour || Queue > Limit.PerDay;

    /// <summary>What a message takes of the limit, as far as that is known.</summary>
    public double Cost { get; init; } = 1;

    /// <summary>How long the limit takes for so many messages.</summary>
    public TimeSpan TimeFor(long messages) => PermitRow.TimeFor((long)Math.Ceiling(messages * Cost), Limit);
}

/// <summary>Says in words how a stage stands, and when it is expected to end.</summary>
internal static class StageText
{
    public static string Of(int stage, SendingStanding standing, DateTimeOffset now)
    {
        var parts = standing.Channels.Where(channel => channel.Due > 0).Select(channel => Hindrance(channel, now)).OfType<string>().ToList();
        if (parts.Count == 0 && !standing.IsOnlyWaiting)
            parts.Add(Going(stage));
        var deferred = standing.Channels.SelectMany(channel => channel.Deferred).ToList();
        if (deferred.Where(each => each.Rule is PersonCap.Rule).ToList() is { Count: > 0 } capped)
            parts.Add(Capped(capped));
        if (deferred.Where(each => each.Rule is not PersonCap.Rule).ToList() is { Count: > 0 } waiting)
            parts.Add(Waiting(waiting));
        return string.Join(' ', parts);
    }

    /// <summary>Null where nothing but the carriers' speed decides it.</summary>
    public static DateTimeOffset? EndOf(Run run, int stage, SendingStanding standing, DateTimeOffset now)
    {
        var ends = standing.Channels.Where(channel => channel.Due > 0 && (channel.IsSlowed || channel.ClosedUntil is not null))
            .Select(channel => WholeSecond((channel.OpensAt ?? now) + channel.TimeFor(channel.Queue)))
            .Concat(standing.Channels.SelectMany(channel => channel.Deferred).Select(deferred => deferred.Until).OfType<DateTimeOffset>()).ToList();
        if (ends.Count == 0)
            return null;
        var end = ends.Max();
        return stage == Stage.TestSlice && run.Definition.Experiment is { } test
            ? end + test.Duration + TimeForLater(standing)
            : end;
    }

    public static TimeSpan TimeForLater(SendingStanding standing) => standing.Channels.Select(channel => channel.TimeFor(channel.Later)).DefaultIfEmpty().Max();

    public static string Going(int stage) => stage switch
    {
        Stage.TestSlice => "The test slice is being handed to the carriers.",
        Stage.Rest => "Messages are being handed to the carriers.",
        _ => "Whoever was not reached is being tried on the next channel.",
    };

    private static string? Hindrance(ChannelStanding channel, DateTimeOffset now)
    {
        var what = channel.Limit.Channel.Messages();
        if (channel.SilentSince is { } since)
            return Text($"The provider {channel.Limit.Account} has not answered for {what} since {since:u}: it is tried again at least every two minutes, and nobody is lost or sent to twice; {channel.Due} are to go.");
        var end = (channel.OpensAt ?? now) + channel.TimeFor(channel.Queue);
        if (channel.ClosedUntil is { } until)
            return Text($"The account {channel.Limit.Account} takes no {what} for now and asks to wait until {until:u}: {channel.Due} are to go{(channel.IsSlowed ? Text($", {Rate(channel)}; the last is expected at {end:u}") : "")}.");
        return channel.IsSlowed ? Text($"Slowed by a limit: {Rate(channel)}{(channel.FullUntil is { } full ? Text($", and the next goes at {full:u}") : "")}. At {now:u} {channel.Due} were to go{Others(channel)}; the last is expected at {end:u}.") : null;
    }

    private static string Rate(ChannelStanding channel) =>
        Text($"the account {channel.Limit.Account} takes {channel.Limit.Rate} for {(channel.Limit.Sender is { } sender ? $"the sender {sender}" : "all its senders")}");

    private static string Others(ChannelStanding channel) =>
        channel.Queue > channel.Due ? Text($", and {channel.Queue - channel.Due} of other campaigns in between") : "";

    private static string Capped(List<Backlog> deferred)
    {
        var (people, from, until) = (deferred.Sum(each => each.Deferred), deferred.Min(each => each.From), deferred.Max(each => each.Until));
        return Text($"{people} {(people == 1 ? "recipient has" : "recipients have")} had as much marketing as {deferred[0].Channel.Name()} lets them get in a day: {(people == 1 ? "it is" : "they are")} tried once more, {(from == until ? Text($"at {until:u}") : Text($"from {from:u} to {until:u}"))}.");
    }

    private static string Waiting(List<Backlog> deferred)
    {
        var (first, until, people) = (deferred.MinBy(each => each.From)!, deferred.Max(each => each.Until), deferred.Sum(each => each.Deferred));
        return Text($"{people} {(people == 1 ? "recipient waits" : "recipients wait")} for their hour, {(first.From == until ? Text($"{until:u}") : Text($"from {first.From:u} to {until:u}"))}{(first.Rule is null ? "" : $" (quiet hours: {first.Rule})")}.");
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset end) =>
        new((end.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
