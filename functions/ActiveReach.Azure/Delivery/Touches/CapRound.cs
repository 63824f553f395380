using System.Collections.Concurrent;
using ActiveReach.Consent.Caps;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Touches;

/// <summary>Heads that are read, decided about and written in one go.</summary>
internal sealed class CapRound(TableClient table)
{
    private const int Abreast = 32;

    private readonly ConcurrentDictionary<TouchOwner, CapHead> heads = new();

    public CapHead this[TouchOwner owner] => heads[owner];

    public IEnumerable<CapHead> Heads => heads.Values;

    public static async Task<CapRound> ReadAsync(TableClient table, IEnumerable<TouchOwner> owners, CancellationToken cancellation)
    {
        var round = new CapRound(table);
        await Parallel.ForEachAsync(owners.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = cancellation }, async (owner, token) =>
        {
            var found = await round.FindAsync(owner, token);
            round.heads[owner] = new CapHead(owner, found);
        });
        return round;
    }

    /// <summary>Decides about a message, and notes or takes away its place accordingly.</summary>
    /// <param name="runs">Of all messages that have a place here.</param>
    public CapDecision Decide(NamedTouch named, IReadOnlyList<FrequencyCap> caps, IReadOnlyDictionary<RunId, LedgerRun?> runs)
    {
        var (index, touch) = (named.Index, named.Touch);
        var (ofContact, ofAddress) = (heads[named.Contact], heads[named.Address]);
        var (before, beforeThere) = (ofContact.Find(touch.Message), ofAddress.Find(touch.Message));
        if (before == Noted(named.Address) && beforeThere == Noted(named.Contact))
            return new CapDecision(named, null, IsNew: false, []);
        var taken = ofContact.All.Concat(ofAddress.All).DistinctBy(place => place.Message).Where(place => place.Message != touch.Message)
            .Select(place => new CapPlace(place.Channel, runs[place.Message.Run]?.Tags ?? [], place.At));
        if (CapRule.Refusal(caps, touch.Place, [.. taken, .. touch.Kept]) is { } refusal)
        {
            ofContact.Remove(index, touch.Message);
            ofAddress.Remove(index, touch.Message);
            return new CapDecision(named, refusal, IsNew: false, Left());
        }

        ofContact.Put(index, Noted(named.Address));
        ofAddress.Put(index, Noted(named.Contact));
        return new CapDecision(named, null, IsNew: true, Left());

        NotedPlace Noted(TouchOwner other) => new(touch.Message, touch.Place.Channel, touch.Place.At.ToUniversalTime(), other);

        IReadOnlyList<(TouchOwner, LedgerAddress)> Left() =>
            [.. new[] { before?.Other, beforeThere?.Other }.OfType<TouchOwner>().Except(named.Owners).Select(owner => (owner, touch.Message))];
    }

    private async Task<TableEntity?> FindAsync(TouchOwner owner, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(owner.Partition, owner.Head, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }
}

/// <param name="Refusal">The cap that leaves it no place; null where it has one.</param>
/// <param name="IsNew">Whether it is to be noted.</param>
/// <param name="Left">Owners where it had a place before: it goes elsewhere now.</param>
internal sealed record CapDecision(NamedTouch Touch, string? Refusal, bool IsNew, IReadOnlyList<(TouchOwner Owner, LedgerAddress Message)> Left);
