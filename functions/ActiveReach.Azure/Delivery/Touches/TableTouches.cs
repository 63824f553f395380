using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Consent.Caps;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Touches;

/// <summary>Touches on Azure Tables: each message is noted with its address and with its contact, which lie in partitions of their own. Where caps are, both have a head with
/// the places that they count, compared and written with the message: the contact's first, then the address's. Who meets somebody else's write decides anew, knows its own
/// place again, and takes it back where the other side refuses.</summary>
/// <param name="ledger">Knows the messages, and the tags of their campaigns.</param>
/// <param name="time">Of the system: pauses between tries.</param>
public sealed class TableTouches(TablesAccount account, ILedger ledger, TimeProvider time) : ITouches, IContactBelongings, IDisposable
{
    private readonly TouchWrites writes = new(account.Touches);
    private readonly NotedMessages messages = new(account.Touches, time);

    /// <summary>Those of this process who met somebody go one after the other, so that in the end only processes meet.</summary>
    private readonly SemaphoreSlim lane = new(1);

    public void Dispose() => lane.Dispose();

    public async Task<IReadOnlyList<string?>> NoteAsync(IReadOnlyList<FrequencyCap> caps, IReadOnlyList<Touch> touches, int places = int.MaxValue, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var runs = new Dictionary<RunId, LedgerRun?>();
        await KnowAsync(runs, touches.Select(touch => touch.Message.Run));
        var named = touches.Select((touch, index) => new NamedTouch(index, touch, runs[touch.Message.Run]?.Workspace ?? throw new InvalidOperationException($"The run '{touch.Message.Run}' has no ledger."))).ToList();
        return caps.Count > 0 ? await PlaceAsync(caps, named, places, runs, cancellation) : await AddAsync([.. named.Take(places)]);
    }

    public async Task ReleaseAsync(IReadOnlyList<LedgerAddress> messages, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var found = await this.messages.FindAsync(messages, cancellation);
        await TakeAsync([.. found.SelectMany(each => new[] { (each.Contact, each.Message), (each.Address, each.Message) })]);
        await Task.WhenAll(found.Select(each => this.messages.RemoveAsync(each.Message)));
    }

    public async Task<IReadOnlyList<SentMessage>> SentToAsync(WorkspaceId workspace, ContactId? contact, long? addressKey, DateTimeOffset by, int limit, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var owner = addressKey is { } key ? TouchOwner.Address(workspace, key)
            : TouchOwner.Contact(workspace, contact ?? throw new ArgumentException("Sent to whom? Neither a contact nor an address is given.", nameof(contact)));
        var (seen, sent) = (new HashSet<LedgerAddress>(), new List<SentMessage>());
        var (partition, since, end) = (owner.Partition, owner.Since(by), owner.End);
        await foreach (var page in account.Touches.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {since} and RowKey lt {end}"), limit, cancellationToken: cancellation).AsPages())
        {
            var fresh = page.Values.Select(entity => (Message: TouchOwner.MessageOf(entity.RowKey), Sender: entity.GetString(NamedTouch.Sender))).Where(each => seen.Add(each.Message));
            var found = await Task.WhenAll(fresh.Select(async each => await SentAsync(each.Message, by, cancellation) is { } row ? new SentMessage(row, each.Sender) : null));
            sent.AddRange(found.OfType<SentMessage>());
            if (sent.Count >= limit)
                break;
        }

        return [.. sent.OrderByDescending(each => each.Row.FirstSentAt).Take(limit)];
    }

    Task<IReadOnlyCollection<ContactId>> IContactBelongings.AttachAsync(WorkspaceId workspace, IReadOnlyCollection<Contact> contacts) => Task.FromResult<IReadOnlyCollection<ContactId>>([]);

    /// <summary>What the one that goes was sent is noted for the other too, and takes its places there. Nothing is taken away: nobody asks for it any more.</summary>
    Task IContactBelongings.MoveAsync(WorkspaceId workspace, ContactId gone, ContactId survivor) =>
        new TouchMove(account.Touches, writes).MoveAsync(TouchOwner.Contact(workspace, gone), TouchOwner.Contact(workspace, survivor), RepeatAsync);

    /// <summary>Nothing of it is: a contact is a number here, and an address a hash.</summary>
    Task IContactBelongings.EraseAsync(WorkspaceId workspace, Contact contact, IReadOnlyList<ContactId> ids, DateTimeOffset at) => Task.CompletedTask;

    private async Task<LedgerRow?> SentAsync(LedgerAddress message, DateTimeOffset by, CancellationToken cancellation) =>
        await ledger.FindRunAsync(message.Run, cancellation) is { IsTest: false } && await ledger.FindAsync(message, cancellation) is { State: not (LedgerState.Planned or LedgerState.Skipped) } row && row.FirstSentAt <= by ? row : null;

    private async Task<IReadOnlyList<string?>> AddAsync(List<NamedTouch> touches)
    {
        var left = touches.SelectMany(touch => touch.Rows()).GroupBy(row => row.Owner).Select(owner => new OwnerWrite(owner.Key, null, null, [.. owner.Select(row => row.Entity)])).ToList();
        await RepeatAsync(async (apart, tries) =>
        {
            var refused = await writes.SubmitAsync(left, apart, tries);
            left = left.FindAll(write => refused.Contains(write.Owner));
            return left.Count == 0;
        });
        return new string?[touches.Count];
    }

    private async Task<IReadOnlyList<string?>> PlaceAsync(
        IReadOnlyList<FrequencyCap> caps, List<NamedTouch> touches, int places, Dictionary<RunId, LedgerRun?> runs, CancellationToken cancellation)
    {
        var (refusals, open, former) = (new List<string?>(), new List<NamedTouch>(), new List<(TouchOwner, LedgerAddress)>());
        await RepeatAsync(async (apart, tries) =>
        {
            while (true)
            {
                var left = places - (refusals.Count(refusal => refusal is null) - open.Count);
                while (open.Count < left && refusals.Count < touches.Count)
                {
                    open.Add(touches[refusals.Count]);
                    refusals.Add(null);
                }

                if (open.Count == 0)
                    return true;
                var round = await CapRound.ReadAsync(account.Touches, open.SelectMany(touch => touch.Owners), cancellation);
                cancellation = CancellationToken.None;
                await KnowAsync(runs, round.Heads.SelectMany(head => head.All).Select(place => place.Message.Run));
                var decided = open.ConvertAll(touch => round.Decide(touch, caps, runs));
                var undone = await WriteAsync(round, decided, apart, tries);
                foreach (var each in decided.Where(each => !undone.Contains(each.Touch.Index)))
                {
                    refusals[each.Touch.Index] = each.Refusal;
                    former.AddRange(each.Left);
                }

                open = open.FindAll(touch => undone.Contains(touch.Index));
                if (open.Count > 0)
                    return false;
            }
        });
        await TakeAsync(former);
        return refusals;
    }

    /// <returns>Those of whom a side was not written.</returns>
    private async Task<HashSet<int>> WriteAsync(CapRound round, IReadOnlyList<CapDecision> decided, bool apart, TableTries tries)
    {
        var noted = decided.Where(each => each.IsNew).Select(each => each.Touch).ToList();
        await messages.AddAsync(noted);
        var rows = noted.SelectMany(touch => touch.Rows().Select(row => (touch.Index, row.Owner, row.Entity))).ToLookup(row => row.Owner);
        var undone = new HashSet<int>();
        foreach (var side in round.Heads.GroupBy(head => head.Owner.IsAddress).OrderBy(side => side.Key))
        {
            var wanted = side.Select(head => new OwnerWrite(
                head.Owner, head.Write(touch => !undone.Contains(touch)), head.ETag, [.. rows[head.Owner].Where(row => !undone.Contains(row.Index)).Select(row => row.Entity)])).ToList();
            foreach (var owner in await writes.SubmitAsync(wanted, apart, tries))
                undone.UnionWith(round[owner].Touches);
        }

        return undone;
    }

    /// <summary>Gives places back.</summary>
    private Task TakeAsync(List<(TouchOwner Owner, LedgerAddress Message)> places) => places.Count == 0 ? Task.CompletedTask : RepeatAsync(async (apart, tries) =>
    {
        var round = await CapRound.ReadAsync(account.Touches, places.Select(place => place.Owner), CancellationToken.None);
        foreach (var (owner, message) in places)
            round[owner].Remove(0, message);
        var refused = await writes.SubmitAsync(round.Heads.Select(head => new OwnerWrite(head.Owner, head.Write(_ => true), head.ETag, [])), apart, tries);
        return refused.Count == 0;
    });

    /// <param name="round">True when all is done; asked again otherwise. It never repeats another in itself, whose turn would not come.</param>
    private async Task RepeatAsync(Func<bool, TableTries, Task<bool>> round)
    {
        var tries = new TableTries(time);
        if (await round(false, tries))
            return;
        await lane.WaitAsync(CancellationToken.None);
        try
        {
            do
                await tries.PauseAsync();
            while (!await round(true, tries));
        }
        finally
        {
            lane.Release();
        }
    }

    private async Task KnowAsync(Dictionary<RunId, LedgerRun?> runs, IEnumerable<RunId> wanted)
    {
        foreach (var run in wanted.Where(run => !runs.ContainsKey(run)).Distinct().ToList())
            runs[run] = await ledger.FindRunAsync(run);
    }
}
