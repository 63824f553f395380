using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Channels;
using ActiveReach.Campaigns.Places;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Planning;

/// <summary>What the plan of a campaign comes to: the very plan, made of the audience as it is now, counted and not written. Who has the address of
/// somebody else is told by writing it alone.</summary>
public sealed class ForecastPlan(IAudienceReader reader, OutletDirectories outlets, OutletOverrides overrides, FreeTexts? freeTexts = null)
{
    private const int ContactsAPage = 4_000;

    /// <param name="audience">Who is planned for.</param>
    /// <param name="startsAt">When its run is planned.</param>
    public Task<PlanForecast> RunAsync(Campaign campaign, Workspace workspace, ResolvedAudience audience, DateTimeOffset startsAt, CancellationToken cancellation = default) =>
        RunAsync(campaign, workspace, audience, startsAt, _ => startsAt, cancellation);

    /// <param name="startsAt">When the first run is planned.</param>
    /// <param name="turnOf">When the run of each of them is planned; null for whoever has none.</param>
    public async Task<PlanForecast> RunAsync(
        Campaign campaign, Workspace workspace, ResolvedAudience audience, DateTimeOffset startsAt, Func<Recipient, DateTimeOffset?> turnOf, CancellationToken cancellation = default)
    {
        var terms = ReachTerms.Of(campaign.Definition.Topic, campaign.Definition.QuietHours, workspace, await outlets.OfAsync(workspace.Id, cancellation));
        if (freeTexts is not null)
            terms = await freeTexts.ForAllAsync(terms, campaign.Definition, workspace, cancellation);
        var rules = new AudienceRules(RunOf(campaign, startsAt), terms, await overrides.NowAsync(workspace.Id, campaign.Id, campaign.Definition, cancellation));
        var (hours, skipped, after) = (new SortedDictionary<DateTimeOffset, long>(), new SortedDictionary<string, long>(StringComparer.Ordinal), new ContactId(0));
        var (waves, tested) = (new Dictionary<(Channel Channel, DateTimeOffset At), long>(), new Dictionary<string, long>(StringComparer.Ordinal));
        while (await reader.PageAsync(audience, after, ContactsAPage, cancellation) is { Count: > 0 } page)
        {
            after = page[^1].Id;
            foreach (var turn in page.GroupBy(turnOf).Where(turn => turn.Key is not null))
                CountTurn(turn, turn.Key!.Value);
        }

        return new PlanForecast(hours.Values.Sum() + skipped.Values.Sum(), [.. hours.Select(hour => new HourForecast(hour.Key, hour.Value))], skipped)
        {
            Waves = waves.ToLookup(wave => wave.Key.Channel, wave => new Wave(wave.Key.At, wave.Value)),
            Tested = tested,
        };

        void CountTurn(IEnumerable<Recipient> people, DateTimeOffset turn)
        {
            var plan = new PlanWriter(workspace.Id, Ledger.Shards.Least, []);
            foreach (var recipient in people)
                rules.Place(recipient, plan, turn);
            foreach (var batch in plan.Take(after.Value).Batches)
            {
                var at = batch.NotBefore ?? turn;
                foreach (var row in batch.Rows.Where(row => row.SkipReason is null))
                    Count(waves, (row.Channel, at));
                foreach (var home in batch.Rows.Where(row => row.HomeBatch == 0))
                {
                    if (home.SkipReason is { } reason)
                        Count(skipped, reason);
                    else
                        Count(hours, at);
                    if (home is { SkipReason: null, Variant: { } variant } && new BatchNumber(batch.Number).Stage == Stage.TestSlice)
                        Count(tested, variant);
                }
            }
        }
    }

    private static void Count<TKey>(IDictionary<TKey, long> counts, TKey key)
    {
        counts.TryGetValue(key, out var before);
        counts[key] = before + 1;
    }

    private static Run RunOf(Campaign campaign, DateTimeOffset startsAt) => new()
    {
        Id = RunId.Of(campaign.Id, campaign.RunsStarted + 1),
        Campaign = campaign.Id,
        Workspace = campaign.Workspace,
        Definition = campaign.Definition,
        LocalTime = LocalTime.Of(campaign.Definition.Schedule, startsAt),
        Orchestration = "",
        StartedAt = startsAt,
    };
}

/// <param name="Recipients">Everybody of the audience.</param>
/// <param name="Hours">In order of time; together with <paramref name="Skipped"/> everybody once.</param>
/// <param name="Skipped">How many are not sent to, by reason.</param>
public sealed record PlanForecast(long Recipients, IReadOnlyList<HourForecast> Hours, IReadOnlyDictionary<string, long> Skipped)
{
    public static PlanForecast Nobody { get; } = new(0, [], new Dictionary<string, long>())
    {
        Waves = Array.Empty<(Channel, Wave)>().ToLookup(wave => wave.Item1, wave => wave.Item2),
        Tested = new Dictionary<string, long>(),
    };

    /// <summary>Messages by channel.</summary>
    public required ILookup<Channel, Wave> Waves { get; init; }

    /// <summary>How many the test slice gives each variant.</summary>
    public required IReadOnlyDictionary<string, long> Tested { get; init; }
}

/// <summary>Messages that go out from one moment on.</summary>
public readonly record struct Wave(DateTimeOffset At, long Messages);

/// <summary>People who are sent to from one moment on.</summary>
public sealed record HourForecast(DateTimeOffset At, long Recipients);
