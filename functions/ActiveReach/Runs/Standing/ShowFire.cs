using ActiveReach.Campaigns.Moves;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Entries;
using ActiveReach.Entries.Calls;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Runs.Standing;

/// <summary>What became of a call: of each contact whether they were taken, and how their message stands.</summary>
public sealed class ShowFire(CampaignWriter campaigns, FiredCalls calls, IEntries entries, ILedgerRows ledger)
{
    private const int Abreast = 8;

    public async Task<FireStanding> RunAsync(Caller caller, CampaignId id, string call, CancellationToken cancellation = default)
    {
        var campaign = await campaigns.FindAsync(caller, id, cancellation);
        var fired = await calls.FindAsync(caller.Workspace, campaign.Id, call, cancellation) ?? throw new NotFoundException("call", call);
        var keys = fired.Contacts.Where(each => each.Contact is not null).Select(each => new EntryKey(each.Contact!.Value, fired.Occasion)).ToList();
        var found = (await entries.FindAsync(campaign.Id, keys, cancellation)).ToDictionary(entry => entry.Key.Contact);
        if (keys.Count > 0 && found.Count == 0)
            throw new NotFoundException("call", call);
        var standing = new FiredStanding[fired.Contacts.Count];
        await Parallel.ForAsync(0, standing.Length, new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = cancellation }, async (index, stop) =>
            standing[index] = fired.Contacts[index] is { Contact: { } contact } each
                ? found.GetValueOrDefault(contact) is { } entry ? await OfAsync(caller.Workspace, each.Index, entry, stop) : new FiredStanding(each.Index, contact.ToString(), "waiting", null, null, null)
                : new FiredStanding(fired.Contacts[index].Index, null, "refused", fired.Contacts[index].Code, fired.Contacts[index].Message, null));
        return new FireStanding(fired.Id, keys.Count, standing.Length - keys.Count, standing);
    }

    private async Task<FiredStanding> OfAsync(WorkspaceId workspace, int index, Entry entry, CancellationToken cancellation)
    {
        var contact = entry.Key.Contact.ToString();
        if (entry.State is EntryState.Cancelled)
            return new FiredStanding(index, contact, "cancelled", entry.Reason, null, null);
        if (entry.Run is not { } run)
            return new FiredStanding(index, contact, "waiting", null, null, null);

        // The rows of its run begin behind this place, which no row has.
        var (occurrence, after) = (entry.Key.ToString(), new LedgerAddress(run, 0, 0, 0));
        const int rowsAtOnce = 50;
        while (await ledger.NextAsync(workspace, entry.Key.Contact, after, rowsAtOnce, cancellation) is { Count: > 0 } rows)
        {
            var own = rows.Where(row => row.Address.Run == run && row.Occurrence == occurrence).ToList();
            if ((own.Find(row => row.HasReached) ?? own.LastOrDefault()) is { } row)
                return new FiredStanding(index, contact, NameOf(row.State), row.Reason, null, row.Channel.Name());
            if (rows[^1].Address.Run != run || rows.Count < rowsAtOnce)
                break;
            after = rows[^1].Address;
        }

        return new FiredStanding(index, contact, "pending", null, null, null);
    }

    private static string NameOf(LedgerState state) => state is LedgerState.Planned or LedgerState.Calling ? "pending" : EnumNames.Of(state);
}

/// <summary>How a call stands.</summary>
public sealed record FireStanding(string Id, int Accepted, int Refused, IReadOnlyList<FiredStanding> Items);

/// <param name="Index">Its place in the call.</param>
/// <param name="Contact">Missing where nobody was found.</param>
/// <param name="State"><c>refused</c>, <c>waiting</c>, <c>cancelled</c>, or as the message stands: <c>pending</c>, <c>handed</c>, <c>delivered</c>, <c>bounced</c>, <c>failed</c>, <c>skipped</c>, <c>uncertain</c>.</param>
/// <param name="Code">Why it was refused, cancelled or skipped, or failed.</param>
/// <param name="Channel">That of the message.</param>
public sealed record FiredStanding(int Index, string? Contact, string State, string? Code, string? Message, string? Channel);
