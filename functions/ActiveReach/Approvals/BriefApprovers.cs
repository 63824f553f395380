using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Drafts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>Puts together what an approver decides on: the audience as it is counted now, and the messages as they are composed for it.</summary>
public sealed class BriefApprovers(AudienceLook audience, BriefSamples samples)
{
    /// <param name="contact">As whom the messages are shown: one of <see cref="ApprovalBrief.People"/>; null for whoever gets each.</param>
    public async Task<ApprovalBrief> RunAsync(Campaign campaign, Workspace workspace, string? contact = null, CancellationToken cancellation = default)
    {
        var definition = campaign.Definition;
        var preview = await audience.ReadAsync(definition, workspace, cancellation);
        var messages = await samples.OfAsync(definition, campaign.Templates, Chosen(preview.Sample, contact), workspace, cancellation);
        return new ApprovalBrief
        {
            Name = definition.Name,
            Audience = new BriefAudience(preview.Total, preview.Excluded, preview.Nobody?.NextAction),
            Delivery = definition.Delivery,
            Channels = [.. definition.Channels.Select(choice => Channel(choice, definition, preview, messages, workspace))],
            QuietHours = definition.QuietHours && workspace.QuietHours.On,
            Topic = definition.Topic,
            Experiment = Test(definition, preview),
            Schedule = new BriefSchedule(
                definition.Schedule?.Kind ?? ScheduleKind.Now, definition.Schedule?.At, definition.Schedule?.Timezone ?? (definition.Schedule?.At is null ? null : workspace.TimeZone),
                campaign.StartsAt, campaign.ApprovalExpiresAt),
            Conversion = definition.Conversion,
            ReplyWindow = definition.ReplyWindow,
            People = [.. preview.Sample.Select(person => new BriefPerson(person.Id.ToString(), BriefSamples.Name(person)))],
            Samples = messages,
            Warnings = CampaignWarnings.Of(definition, workspace),
            Changes = campaign.ApprovedBefore is { } approved ? PartChanges.Between(approved, definition) : null,
        };
    }

    private static IReadOnlyList<Recipient> Chosen(IReadOnlyList<Recipient> people, string? contact) =>
        contact is null ? people
        : people.FirstOrDefault(person => person.Id.ToString() == contact) is { } chosen ? [chosen]
        : throw new InvalidInputException("contact", "unknown_contact", $"contact is '{InputProblem.Shorten(contact)}', who is none of the people as whom it can be looked at: {(people.Count == 0 ? "there is none" : string.Join(", ", people.Select(person => person.Id)))}.");

    private static BriefChannel Channel(ChannelChoice choice, CampaignDefinition definition, AudiencePreview preview, IReadOnlyList<BriefSample> samples, Workspace workspace)
    {
        var reachable = preview.Reachable.GetValueOrDefault(choice.Channel);
        var messages = reachable - Share(reachable, definition.Experiment?.Holdout ?? 0);
        var own = samples.Where(sample => sample.Channel == choice.Channel).ToList();
        var segments = own.Max(sample => sample.Segments);
        var senders = own.Select(sample => sample.From).Append(choice.Sender ?? workspace.Senders.GetValueOrDefault(choice.Channel)).OfType<string>().Distinct(StringComparer.Ordinal);
        return new BriefChannel(choice.Channel, [.. senders], reachable, messages, segments, segments * messages);
    }

    private static BriefTest? Test(CampaignDefinition definition, AudiencePreview preview)
    {
        if (definition.Experiment is not { } test)
            return null;
        var reached = preview.Total - preview.Excluded.Values.Sum();
        var heldOut = Share(reached, test.Holdout);
        var isTested = definition.TestsFirst && definition.Variants.Count > 1;
        return new BriefTest(
            isTested ? test.Sample : 0, test.Method, test.Metric, test.Duration, test.OnInconclusive, test.Holdout,
            isTested ? Share(reached - heldOut, test.Sample) : 0, heldOut);
    }

    private static long Share(long people, double share) => (long)Math.Round(people * share, MidpointRounding.AwayFromZero);
}
