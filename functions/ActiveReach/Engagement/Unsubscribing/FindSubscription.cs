using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Reports;
using ActiveReach.Ids;
using ActiveReach.TestSends;
using ActiveReach.Workspaces;

namespace ActiveReach.Engagement.Unsubscribing;

/// <summary>What a message's way out leads out of, for the page that shows it.</summary>
/// <param name="Writer">Name of the workspace.</param>
/// <param name="Address">Where the message went, with its middle left out; null when the contact has none any more.</param>
/// <param name="Topic">What the message was about, as people read it; null for nothing in particular.</param>
/// <param name="IsOut">They get nothing more on the channel.</param>
/// <param name="IsOutOfTopic">They get nothing more about the topic.</param>
/// <param name="IsTest">The message was a test: nobody leaves anything by it.</param>
public sealed record Subscription(string Writer, Channel Channel, string? Address, string? Topic, bool IsOut, bool IsOutOfTopic, bool IsTest);

/// <summary>Reads what a way out is about; changes nothing.</summary>
public sealed class FindSubscription(
    RunRecords runs, LedgerReports ledger, WorkspaceRegister workspaces, CampaignRecords campaigns, TestMessages tests, IAudienceReader audience, IConsentStore consents)
{
    /// <returns>Null when the message is not known.</returns>
    public async Task<Subscription?> FindAsync(LedgerAddress message, CancellationToken cancellation = default)
    {
        if (TestMessage.IsAt(message))
            return await OfTestAsync(message, cancellation);
        if (await runs.FindAsync(message.Run, cancellation) is not { } run || await workspaces.FindAsync(run.Workspace, cancellation) is not { } workspace
            || await ledger.FindAsync(message, cancellation) is not { } row)
            return null;
        var people = await audience.ReadAsync(workspace.Id, [row.Contact], cancellation);
        var standing = await consents.FindAsync(workspace.Id, row.Contact, cancellation) ?? [];
        return new Subscription(
            workspace.Name,
            row.Channel,
            people.TryGetValue(row.Contact, out var recipient) ? Masked(row.Channel.AddressOf(recipient.Phone, recipient.Email)) : null,
            TopicOf(run.Definition, workspace),
            standing.Any(each => each.Channel == row.Channel && each.Topic is null && (each.State is ConsentState.OptedOut || each.Suppressed)),
            standing.Any(each => each.Channel == row.Channel && each.Topic is not null && each.Topic == run.Definition.Topic && each.State is ConsentState.OptedOut),
            IsTest: false);
    }

    /// <summary>Enough for its owner to know it by: <c>j…n@example.com</c>, <c>+1…123</c>.</summary>
    public static string? Masked(string? address)
    {
        if (address is null)
            return null;
        var at = address.LastIndexOf('@');
        if (at < 0)
            return address.Length < 6 ? "…" : $"{address[..2]}…{address[^3..]}";
        var name = address[..at];
        return $"{(name.Length > 0 ? name[..1] : "")}…{(name.Length > 2 ? name[^1..] : "")}{address[at..]}";
    }

    private async Task<Subscription?> OfTestAsync(LedgerAddress message, CancellationToken cancellation)
    {
        if (await tests.FindAsync(message.Run.Value, cancellation) is not { } test || await workspaces.FindAsync(test.Workspace, cancellation) is not { } workspace)
            return null;
        var campaign = await campaigns.FindAsync(test.Workspace, test.Campaign, cancellation);
        return new Subscription(workspace.Name, test.Channel, null, campaign is null ? null : TopicOf(campaign.Definition, workspace), IsOut: false, IsOutOfTopic: false, IsTest: true);
    }

    private static string? TopicOf(CampaignDefinition definition, Workspace workspace) =>
        definition.Topic is { } topic && workspace.Topics.TryGetValue(topic, out var known) ? known.Name : null;
}
