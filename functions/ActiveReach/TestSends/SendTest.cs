using ActiveReach.Access;
using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.TestSends;

/// <summary>Sends a campaign's messages to members, rendered as one contact would get them. Consent is not asked, since members ask for
/// it themselves; the suppression list holds. Nothing of it reaches the ledger or the figures.</summary>
public sealed class SendTest(
    CampaignWriter campaigns, Members members, ResolveAudience audiences, IAudienceReader audience, TestMessages tests, TestDelivery delivery,
    ChosenSenders senders, TestSendOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <exception cref="TooManyRequestsException">The hour's messages are used up.</exception>
    public async Task<TestReport> RunAsync(Caller caller, CampaignId id, TestRequest asked, CancellationToken cancellation = default)
    {
        var campaign = await campaigns.FindAsync(caller, id, cancellation);
        var workspace = await campaigns.WorkspaceAsync(caller, cancellation);
        if (await senders.CheckAsync(campaign.Definition, workspace, cancellation) is { Count: > 0 } problems)
            throw new InvalidInputException(problems, 422);
        var receivers = await TestReceivers.ReadAsync(members, caller, workspace, asked.To, cancellation);
        var (contents, leftOut) = TestContents.Of(campaign.Definition, asked, receivers, await delivery.ChannelsAsync(workspace, cancellation));
        if (contents.Count > options.MostAnHour)
            throw new InvalidInputException("", "too_many", $"These are {contents.Count} messages: at most {options.MostAnHour} an hour are possible. Name fewer receivers, variants or channels.");
        var recipient = await RecipientAsync(workspace, campaign, asked.As, cancellation);
        var now = clock.GetUtcNow();
        var letters = contents.Select(content => new TestLetter(
            new TestMessage
            {
                Id = TestMessage.NewId(),
                Workspace = workspace.Id,
                Campaign = campaign.Id,
                SentBy = caller.Member,
                Member = content.Receiver.Member.Id,
                Channel = content.Channel,
                Variant = content.Variant,
                Contact = recipient.Id,
                At = now,
            },
            content.Receiver.AddressOn(content.Channel)!)).ToList();

        var told = new AuditEntry(
            workspace.Id, now, caller.Member, "campaign.test_sent", campaign.Id.Value, $"{letters.Count} to {string.Join(", ", letters.Select(letter => letter.Message.Member).Distinct())}");
        if (await tests.TryAddAsync([.. letters.Select(letter => letter.Message)], options.MostAnHour, now - Hour, told, cancellation) is { } oldest)
            throw new TooManyRequestsException($"You may send {options.MostAnHour} test messages an hour, and these would be more: wait, or send fewer.", oldest + Hour - now);
        return new TestReport(await delivery.SendAsync(workspace, campaign.Definition, recipient, letters, cancellation), leftOut);
    }

    private async Task<Recipient> RecipientAsync(Workspace workspace, Campaign campaign, string? contact, CancellationToken cancellation)
    {
        if (contact is not null)
        {
            var people = ContactId.TryParse(contact, out var id) ? await audience.ReadAsync(workspace.Id, [id], cancellation) : null;
            return people?.GetValueOrDefault(id)
                ?? throw new InvalidInputException("as", "unknown_contact", $"as is '{contact}': there is no such contact in this workspace. Give the id of one, e.g. ctc_1.");
        }

        var first = campaign.Definition.SentAudience is { } everyone ? await FirstAsync(everyone) : [];
        return first.Count > 0 ? first[0] : throw new InvalidInputException("as", "required", "as is missing and the campaign's audience is empty: give the id of the contact to render it for.");

        async Task<IReadOnlyList<Recipient>> FirstAsync(Audience everyone) =>
            await audience.PageAsync(await audiences.NowAsync(everyone, workspace, cancellation: cancellation), default, 1, cancellation);
    }
}
