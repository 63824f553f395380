using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Consent.Caps;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Delivery.Sending;

/// <summary>Places under frequency caps that are kept for campaigns of a higher priority: those that are scheduled to start within the stretch of time that a
/// cap looks at, and have the person in their audience on a channel that reaches them. Who sends already takes its places itself.</summary>
public sealed class KeptPlaces(CampaignRecords campaigns, ResolveAudience audiences, IAudienceReader reader)
{
    /// <summary>Those that start soonest; further ones keep no places.</summary>
    public const int MostCampaigns = 20;

    /// <summary>The places that are kept for others; people without any are missing.</summary>
    public async Task<ILookup<ContactId, CapPlace>> ForAsync(
        Run run, Workspace workspace, IReadOnlyList<FrequencyCap> caps, IReadOnlyList<ContactId> people, DateTimeOffset now, CancellationToken cancellation)
    {
        var kept = new List<(ContactId Contact, CapPlace Place)>();
        foreach (var rival in await RivalsAsync(run, caps, now, cancellation))
        {
            foreach (var recipient in await AmongAsync(rival, workspace, people, cancellation))
            {
                if (rival.Definition.Channels.FirstOrDefault(choice => MayReach.Refusal(recipient, choice.Channel, rival.Definition.Topic) is null) is { } reached)
                    kept.Add((recipient.Id, new CapPlace(reached.Channel, rival.Definition.Tags, rival.StartsAt!.Value) { KeptFor = rival.Id.Value }));
            }
        }

        return kept.ToLookup(each => each.Contact, each => each.Place);
    }

    private async Task<IReadOnlyList<Campaign>> RivalsAsync(Run run, IReadOnlyList<FrequencyCap> caps, DateTimeOffset now, CancellationToken cancellation)
    {
        CampaignPriority[] above = [.. Enum.GetValues<CampaignPriority>().Where(priority => priority > run.Definition.Priority)];
        if (caps.Count == 0 || above.Length == 0)
            return [];
        var soon = new CampaignQuery
        {
            Statuses = [CampaignStatus.Scheduled],
            Priorities = above,
            From = now,
            To = now + caps.Max(cap => cap.Within),
            Sort = "startsAt",
            Limit = MostCampaigns,
        };
        return [.. (await campaigns.ListAsync(run.Workspace, soon, cancellation)).Items.Where(rival => rival is { StartsAt: not null, Definition.Audience: not null } && rival.Id != run.Campaign)];
    }

    private async Task<IReadOnlyList<Recipient>> AmongAsync(Campaign rival, Workspace workspace, IReadOnlyList<ContactId> people, CancellationToken cancellation)
    {
        try
        {
            var audience = await audiences.NowAsync(rival.Definition.SentAudience!, workspace, cancellation: cancellation);
            if (audience.Contacts is null)
                return await reader.PageAsync(audience with { Contacts = [.. people.Select(person => person.ToString())] }, default, people.Count, cancellation);

            // Whom it names it may name by ids of others; they are few.
            var named = await reader.PageAsync(audience, default, ResolveAudience.MostNamed, cancellation);
            return [.. named.IntersectBy(people, recipient => recipient.Id)];
        }
        catch (InvalidInputException)
        {
            // A campaign whose audience can't be read any more fails when it starts: nothing is kept for it.
            return [];
        }
    }
}
