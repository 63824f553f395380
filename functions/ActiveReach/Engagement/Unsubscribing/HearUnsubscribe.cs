using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Reports;
using ActiveReach.Inbox;
using ActiveReach.Inbox.Parked;

namespace ActiveReach.Engagement.Unsubscribing;

/// <summary>Does what somebody pressed on the page of a message's way out: leaves the channel or the topic, or takes that back. The
/// signed link, which only they got, is the proof of either.</summary>
public sealed class HearUnsubscribe(LedgerReports ledger, RunRecords runs, IConsentStore consents)
{
    private static readonly Dictionary<Channel, ConsentState> Nothing = [];

    public async Task<Resolution> HearAsync(Hit hit)
    {
        if (await ledger.FindAsync(hit.Address) is not { } row || await runs.FindAsync(hit.Address.Run) is not { } run)
            return Resolution.WaitsFor(ParkedReason.UnknownMessage);
        var isBack = hit.Kind is HitKind.Resubscribe or HitKind.ResubscribeTopic;
        var topic = hit.Kind is HitKind.UnsubscribeTopic or HitKind.ResubscribeTopic ? run.Definition.Topic : null;
        var state = isBack ? ConsentState.OptedIn : ConsentState.OptedOut;
        var evidence = new ConsentEvidence(isBack ? ConsentSources.LinkUndo : ConsentSources.Link, hit.At, hit.Address.ToString());
        if (!await IsOutdatedAsync(run, row, topic, state, hit.At))
            await SayAsync(run, row, topic, state, evidence);
        return isBack ? Resolution.Nothing : Resolution.Of(new LedgerEvent(hit.Address, LedgerEventKind.OptedOut, hit.At));
    }

    private Task SayAsync(Run run, LedgerRow row, string? topic, ConsentState state, ConsentEvidence evidence)
    {
        if (topic is null)
        {
            return state is ConsentState.OptedIn
                ? consents.OptInAsync(run.Workspace, row.Contact, [row.Channel], evidence)
                : consents.OptOutAsync(run.Workspace, row.Contact, [row.Channel], evidence);
        }

        var said = ConsentCoverage.Of([row.Channel]).ToDictionary(channel => channel, _ => state);
        return consents.SetAsync(run.Workspace, row.Contact, Nothing, evidence, new Dictionary<string, IReadOnlyDictionary<Channel, ConsentState>> { [topic] = said }, ConsentWeight.Person);
    }

    /// <summary>Events may come late. A later no holds against the way back, whichever way it came; against a no, only what the person said later.</summary>
    private async Task<bool> IsOutdatedAsync(Run run, LedgerRow row, string? topic, ConsentState state, DateTimeOffset at)
    {
        var standing = (await consents.FindAsync(run.Workspace, row.Contact))?.FirstOrDefault(each => each.Channel == row.Channel && each.Topic == topic);
        if (standing is null || standing.LastAt <= at)
            return false;
        return state is ConsentState.OptedIn
            ? standing.State is ConsentState.OptedOut || standing.Suppressed
            : standing.At > at && standing.State is ConsentState.OptedIn && standing.Source is ConsentSources.LinkUndo or ConsentSources.Keyword;
    }
}
