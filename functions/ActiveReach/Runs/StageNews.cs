using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Sending;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Providers;
using ActiveReach.Workspaces;

namespace ActiveReach.Runs;

/// <summary>Tells on the campaign what the sending of a stage waits for, and when it is expected to end: at the start of the stage, at
/// the first batch that is kept back, and again each minute while that lasts.</summary>
public sealed class StageNews(
    RunMoves moves, StageLedger ledger, IPermits permits, ProviderPulse pulse, Throttle throttle, IProviders providers, WorkspaceRegister workspaces, OutletDirectories outlets, TimeProvider clock)
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestKept = TimeSpan.FromHours(1);
    private readonly Dictionary<(RunId Run, Hindrance Met), DateTimeOffset> told = [];

    /// <summary>Runs of which a batch went, and when.</summary>
    private readonly Dictionary<RunId, DateTimeOffset> went = [];

    /// <summary>A batch met something. What was told within the last minute is not told again.</summary>
    public async Task HearAsync(RunId id, Hindrance met, CancellationToken cancellation = default)
    {
        if (met is not Hindrance.LaneEnd && !IsNews(id, met))
            return;
        var run = await moves.FindAsync(id, cancellation);
        if (run.Status is not RunStatus.Sending)
            return;
        var standing = await StandingAsync(run, cancellation);
        if (met is not Hindrance.LaneEnd || standing.IsOnlyWaiting)
            await TellAsync(run, run.Stage, standing, cancellation);
    }

    /// <summary>A batch went: where it was said that the provider is silent, that is over, and said at once. What was said before this process began
    /// isn't known here, so the first batch of a run tells it anew.</summary>
    public async Task HearItWentAsync(RunId id, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        lock (told)
        {
            var isFirst = !went.TryGetValue(id, out var last) || now - last > LongestKept;
            if (isFirst)
            {
                foreach (var old in went.Where(each => now - each.Value > LongestKept).Select(each => each.Key).ToList())
                    went.Remove(old);
            }

            went[id] = now;
            if (!told.Remove((id, Hindrance.Silence)) && !isFirst)
                return;
        }

        var run = await moves.FindAsync(id, cancellation);
        if (run.Status is RunStatus.Sending)
            await TellAsync(run, run.Stage, cancellation);
    }

    public async Task TellAsync(Run run, int stage, CancellationToken cancellation = default) =>
        await TellAsync(run, stage, await StandingAsync(run, cancellation), cancellation);

    /// <summary>When what comes after a decision is expected to have gone.</summary>
    public async Task<DateTimeOffset> EndAfterAsync(Run run, DateTimeOffset decidesAt, CancellationToken cancellation = default) =>
        decidesAt + StageText.TimeForLater(await StandingAsync(run, cancellation));

    private Task<Run> TellAsync(Run run, int stage, SendingStanding standing, CancellationToken cancellation) =>
        moves.ExplainAsync(run.Id, StageText.Of(stage, standing, clock.GetUtcNow()), nextAction: null, StageText.EndOf(run, stage, standing, clock.GetUtcNow()), cancellation);

    private async Task<SendingStanding> StandingAsync(Run run, CancellationToken cancellation)
    {
        var all = await ledger.ReadBacklogsAsync(clock.GetUtcNow(), cancellation);
        var takers = await providers.OfAsync(run.Workspace, cancellation);
        var channels = new List<ChannelStanding>();
        foreach (var ofChannel in all.Where(backlog => backlog.Run == run.Id).GroupBy(backlog => backlog.Channel))
        {
            var own = ofChannel.Where(backlog => backlog.IsStarted).ToList();
            var limits = await LimitsAsync(run, takers.GetValueOrDefault(ofChannel.Key)?.Provider, ofChannel.Key, cancellation);
            var due = own.Sum(backlog => backlog.Due);

            // Runs that share a limit take turns: of each as many go as of this one before it is at its end.
            var before = all.Where(backlog => backlog.IsStarted && backlog.Channel == ofChannel.Key && backlog.Run != run.Id)
                .GroupBy(backlog => backlog.Run).Sum(other => Math.Min(due, other.Sum(backlog => backlog.Due)));
            var (told, closedUntil, fullUntil) = (limits.MaxBy(limit => PermitRow.TimeFor((long)Math.Ceiling((due + before) * throttle.CostUnder(limit)), limit))!, default(DateTimeOffset?), default(DateTimeOffset?));
            foreach (var limit in limits)
            {
                if (await permits.ClosedUntilAsync(limit, cancellation) is { } closed && closed > clock.GetUtcNow() && !(closed < closedUntil))
                    closedUntil = closed;

                // Of several the one is told that lets nothing go the longest, else the slowest.
                if (await permits.FullUntilAsync(limit, cancellation) is { } full && !(full < fullUntil))
                    (told, fullUntil) = (limit, full);
            }

            channels.Add(new ChannelStanding(
                told, due, due + before, ofChannel.Where(backlog => !backlog.IsStarted).Sum(backlog => backlog.Due), own.Where(backlog => backlog.Deferred > 0).ToList(),
                pulse.SilentSince(told), closedUntil, fullUntil)
            { Cost = throttle.CostUnder(told) });
        }

        return new SendingStanding(channels);
    }

    /// <summary>That of the account, and that of the sender where it has one: the campaign's, else the workspace's. Outlets that have senders of their own are taken to share it, so that it ends no later than is said.</summary>
    private async Task<IReadOnlyList<SendLimit>> LimitsAsync(Run run, IChannelProvider? provider, Channel channel, CancellationToken cancellation)
    {
        if (provider is null)
            return [new SendLimit(channel.Name(), channel)];
        return provider.LimitsOf(MessageComposer.SenderOf(run.Definition, channel, await workspaces.ReadAsync(run.Workspace, cancellation), await outlets.OfAsync(run.Workspace, cancellation)));
    }

    private bool IsNews(RunId id, Hindrance met)
    {
        var now = clock.GetUtcNow();
        lock (told)
        {
            if (told.TryGetValue((id, met), out var last) && now - last < Again)
                return false;
            foreach (var old in told.Where(each => now - each.Value > LongestKept).Select(each => each.Key).ToList())
                told.Remove(old);
            told[(id, met)] = now;
            return true;
        }
    }
}
