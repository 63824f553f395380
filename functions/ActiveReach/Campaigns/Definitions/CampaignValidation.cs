using ActiveReach.Audiences;
using ActiveReach.Campaigns.Carried;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Campaigns.Places;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Messages;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>What is wrong with a definition. A draft may be incomplete, but nothing in it may be wrong; what is to be sent must
/// be complete as well.</summary>
public sealed class CampaignValidation(
    ResolveAudience audiences, IAudienceReader reader, IProviders providers, ChosenSenders senders,
    SmsLimit texts, PlacesOfCampaign places, ChosenTemplates templates, CarriedMedia media, OutletDirectories outlets, TimeProvider clock)
{
    /// <summary>A <c>test</c> campaign goes to so many at most.</summary>
    public const int LargestTest = 25;

    private static readonly TimeSpan FurthestStart = TimeSpan.FromDays(3660);

    /// <exception cref="InvalidInputException">Listing every problem.</exception>
    public async Task CheckDraftAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default) =>
        Refuse(await ForDraftAsync(definition, workspace, cancellation));

    public async Task<IReadOnlyList<InputProblem>> ForDraftAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default) =>
    [
        .. definition.Audience is { } audience ? await audiences.CheckAsync(audience, workspace, cancellation: cancellation) : [],
        .. await WatchedAudience.CheckAsync(definition, workspace, audiences, cancellation),
        .. ContentRules.Unfit(definition, workspace),
        .. ConsentTopic.Check(definition.Topic, workspace),
        .. await senders.CheckAsync(definition, workspace, cancellation),
        .. await places.CheckValuesAsync(definition, workspace, cancellation),
        .. await templates.CheckDraftAsync(definition, workspace, cancellation),
        .. await media.CheckAsync(definition, workspace, cancellation),
    ];

    public async Task<IReadOnlyList<InputProblem>> ForSendingAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation = default)
    {
        List<InputProblem> problems =
        [
            .. await ForDraftAsync(definition, workspace, cancellation), .. Incomplete(definition), .. await places.CheckAsync(definition, workspace, cancellation), .. ContentRules.Missing(definition),
            .. await templates.CheckAsync(definition, workspace, cancellation),
            .. Senders(definition, workspace, await outlets.OfAsync(workspace.Id, cancellation)), .. Timing(definition, workspace), .. StandingRules.Check(definition, workspace, clock.GetUtcNow()),
            .. OwnTimes.Check(definition, workspace, clock.GetUtcNow()), .. ExperimentRules.Check(definition, workspace), .. PartCheck.Idle(definition, await providers.OfAsync(workspace.Id, cancellation)),
        ];
        if (problems.Count == 0)
            problems.AddRange([.. ContentRules.TooManyLinks(definition), .. texts.Check(definition, await media.PinAsync(definition, workspace, cancellation), workspace)]);
        if (problems.Count == 0 && definition.Type is CampaignType.Test)
            problems.AddRange(await TestSizeAsync(definition, workspace, cancellation));
        return problems;
    }

    private static IEnumerable<InputProblem> Incomplete(CampaignDefinition definition)
    {
        if (string.IsNullOrWhiteSpace(definition.Name))
            yield return new InputProblem("name", "required", "name is missing: say what the campaign is, for you and whoever approves it.");
        if (definition.Audience is null && !definition.IsAskedFor)
            yield return new InputProblem("audience", "required", "audience is missing: choose who gets it; {} is everyone.");
        if (definition.Channels.Count == 0)
            yield return new InputProblem("channels", "required", "channels is missing: name at least one, e.g. [{\"channel\": \"sms\"}].");
        if (definition.Variants.Count == 0)
            yield return new InputProblem("variants", "required", "variants is missing: write at least one message.");
    }

    private static IEnumerable<InputProblem> Senders(CampaignDefinition definition, Workspace workspace, OutletDirectory outlets) => definition.Channels
        .Select((choice, index) => (choice, index))
        .Where(each => each.choice.Sender is null && each.choice.Channel.NeedsSender() && !workspace.Senders.ContainsKey(each.choice.Channel) && !outlets.All.Any(outlet => outlet.Senders.ContainsKey(each.choice.Channel)))
        .Select(each => new InputProblem($"channels[{each.index}].sender", "no_sender",
            $"The workspace has no sender for {each.choice.Channel.Name()}: let an admin set one in its settings, or in those of its outlets."));

    private IEnumerable<InputProblem> Timing(CampaignDefinition definition, Workspace workspace)
    {
        foreach (var problem in RecurrenceCheck.Of(definition, workspace.TimeZone, clock.GetUtcNow()))
            yield return problem;
        if (definition.Schedule is not { Kind: ScheduleKind.At } schedule)
            yield break;
        var now = clock.GetUtcNow();
        var start = StartTime.Resolve(schedule, workspace.TimeZone);
        if (schedule.At is null)
            yield return new InputProblem("schedule.at", "required", "schedule.at is missing: write when to send, e.g. 2026-12-01T10:00.");
        else if (LocalTime.ClockOf(schedule) is not null && LocalTime.Of(schedule, now) is null)
            yield return new InputProblem("schedule.at", "not_local", $"schedule.at '{schedule.At}' is one moment for everybody, and schedule.timezone {schedule.Timezone} asks for a local time: write it without an offset, e.g. 2026-12-01T10:00, or leave schedule.timezone out.");
        else if (LocalTime.Of(schedule, now) is { LastAnywhere: var last } && last < now)
            yield return new InputProblem("schedule.at", "in_the_past", $"{schedule.At} is over everywhere in the world since {last:u}, and now is {now:u}: choose a time that is still to come.");
        else if (LocalTime.Of(schedule, now) is { FirstAnywhere: var first } && first > now + FurthestStart)
            yield return new InputProblem("schedule.at", "too_far", $"{schedule.At} is more than ten years ahead: choose an earlier time.");
        else if (start < now - StartTime.LateTolerance)
            yield return new InputProblem("schedule.at", "in_the_past", $"{schedule.At} was {start:u}, and now is {now:u}: choose a time that is still to come.");
        else if (start > now + FurthestStart)
            yield return new InputProblem("schedule.at", "too_far", $"{schedule.At} is more than ten years ahead: choose an earlier time.");
    }

    private async Task<IReadOnlyList<InputProblem>> TestSizeAsync(CampaignDefinition definition, Workspace workspace, CancellationToken cancellation)
    {
        var audience = await audiences.NowAsync(definition.SentAudience!, workspace, cancellation: cancellation);
        var preview = await reader.PreviewAsync(audience, [.. definition.Channels.Select(choice => choice.Channel)], cancellation);
        return preview.Total <= LargestTest
            ? []
            : [new InputProblem("audience", "too_many", $"A test goes to at most {LargestTest} contacts, but this audience has {preview.Total}: narrow it, e.g. by audience.contacts.")];
    }

    private static void Refuse(IReadOnlyList<InputProblem> problems)
    {
        if (problems.Count > 0)
            throw new InvalidInputException(problems);
    }
}
