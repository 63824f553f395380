using ActiveReach.Audiences;
using ActiveReach.Campaigns.Carried;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Campaigns.Tracking;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Sending;
using ActiveReach.Media.Attached;
using ActiveReach.Providers;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.TestSends;

/// <param name="To">The member's address on the message's channel.</param>
internal sealed record TestLetter(TestMessage Message, string To);

/// <summary>Renders test messages as the campaign's own would be and hands them to the channels' providers, each under a key of its own.</summary>
public sealed class TestDelivery(
    MessageComposer composer, TemplateReviews reviews, CarriedMedia media, ISuppressionStore suppressions, TestMessages tests, RunNumbers numbers, IProviders providers, IPermits permits, AttachedFiles attachments, DeliveryOptions options)
{
    /// <summary>Channels that have a provider.</summary>
    public async Task<IReadOnlyCollection<Channel>> ChannelsAsync(Workspace workspace, CancellationToken cancellation) => await providers.ChannelsAsync(workspace.Id, cancellation);

    internal async Task<IReadOnlyList<TestReportItem>> SendAsync(
        Workspace workspace, CampaignDefinition definition, Recipient recipient, IReadOnlyList<TestLetter> letters, CancellationToken cancellation)
    {
        var report = new List<TestReportItem>(letters.Count);
        foreach (var letter in letters)
        {
            var (outcome, reason) = await SendAsync(workspace, definition, recipient, letter, cancellation);
            await tests.SettleAsync(letter.Message, outcome, reason, CancellationToken.None);
            report.Add(new TestReportItem(letter.Message.Id, letter.To, letter.Message.Channel, letter.Message.Variant, outcome, reason));
        }

        return report;
    }

    private async Task<(TestOutcome Outcome, string? Reason)> SendAsync(
        Workspace workspace, CampaignDefinition definition, Recipient recipient, TestLetter letter, CancellationToken cancellation)
    {
        var message = letter.Message;
        var normal = message.Channel is Channel.Email ? ValueRules.Email(letter.To, out _) ?? letter.To : letter.To;
        if (MayReach.DecideTest(await suppressions.IsListedAsync(workspace.Id, message.Channel, AddressHash.Of(normal), cancellation)) is { IsAllowed: false } decision)
            return (TestOutcome.Skipped, decision.Reason);
        var number = await numbers.ClaimAsync(message.Address.Run, cancellation);
        var (outgoing, refusal, _) = composer.ForTest(definition, await reviews.PinAsync(definition, workspace.Id, cancellation), number, message.Address, message.Variant, message.Channel, recipient, letter.To, workspace,
            await media.PinAsync(definition, workspace, cancellation));
        if (outgoing is null)
            return (TestOutcome.Skipped, refusal);
        if (await attachments.AttachAsync(workspace.Id, [outgoing], cancellation) is not [{ } whole])
            return (TestOutcome.Skipped, SkipReason.RenderFailed);
        if (await providers.FindAsync(workspace.Id, message.Channel, cancellation) is not var (provider, _, _))
            return (TestOutcome.Deferred, "channel_not_available");
        foreach (var limit in provider.LimitsOf(whole.From))
        {
            if ((await permits.LeaseAsync(limit, new TokenNeed(limit.CostOf(whole), limit.CostOf(whole)), asker: null, cancellation)).Granted == 0)
                return (TestOutcome.Deferred, "rate_limit");
        }

        return await CallAsync(provider, whole, cancellation);
    }

    private async Task<(TestOutcome Outcome, string? Reason)> CallAsync(IChannelProvider provider, OutgoingMessage message, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(options.CallTimeout);
        try
        {
            var answers = await provider.SendAsync([message], timeout.Token);
            return answers is not [var answer] ? (TestOutcome.Unknown, "no_answer") : answer.Result switch
            {
                HandOverResult.Accepted => (TestOutcome.Accepted, null),
                HandOverResult.Rejected => (TestOutcome.Rejected, answer.Reason ?? "rejected"),
                HandOverResult.Deferred => (TestOutcome.Deferred, answer.Reason ?? "rate_limit"),
                _ => (TestOutcome.Unknown, answer.Reason ?? "no_answer"),
            };
        }
        catch (Exception)
        {
            // Whatever went wrong, nothing is known of the message.
            return (TestOutcome.Unknown, "no_answer");
        }
    }
}
