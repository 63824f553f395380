using ActiveReach.Audiences.Contacts;
using ActiveReach.Azure.Accounts;
using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Addresses;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Consent;

/// <summary>Consents on Cosmos DB: what a contact has said lies with it, and what stands against an address with the address.</summary>
public sealed class CosmosConsents(CosmosAccount account, CosmosContacts contacts) : IConsentStore
{
    public async Task<IReadOnlyList<ChannelConsent>?> FindAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var book = contacts.Book(workspace);
        if (await contacts.LivingAsync(book, contact, cancellation) is not { } person)
            return null;
        var history = await ChangesAsync(book, person, cancellation);
        return new ConsentOverview(person, history, await RecordAsync(person.Phone), await RecordAsync(person.Email)).Read();

        async Task<AddressRecord> RecordAsync(string? address) => address is null ? AddressRecord.Empty : (await book.AddressAsync(address, cancellation)).Record;
    }

    public async Task<IReadOnlyList<ConsentChange>> ListChangesAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var book = contacts.Book(workspace);
        return await contacts.LivingAsync(book, contact, cancellation) is { } person ? await ChangesAsync(book, person, cancellation) : [];
    }

    public Task<bool> SetAsync(
        WorkspaceId workspace,
        ContactId contact,
        IReadOnlyDictionary<Channel, ConsentState> consents,
        ConsentEvidence evidence,
        IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, ConsentState>>? topics = null,
        ConsentWeight weight = ConsentWeight.Recorded,
        CancellationToken cancellation = default) => OfLivingAsync(workspace, contact, (writing, person) => writing.RecordAsync(person, consents, weight, evidence, topics), cancellation);

    public Task OptOutAsync(WorkspaceId workspace, ContactId contact, ChannelSet channels, ConsentEvidence evidence, CancellationToken cancellation = default) =>
        OfLivingAsync(workspace, contact, (writing, person) => writing.SayAsync(person, channels, ConsentState.OptedOut, evidence), cancellation);

    public Task OptInAsync(WorkspaceId workspace, ContactId contact, ChannelSet channels, ConsentEvidence evidence, CancellationToken cancellation = default) =>
        OfLivingAsync(workspace, contact, (writing, person) => writing.SayAsync(person, channels, ConsentState.OptedIn, evidence), cancellation);

    public Task LiftAsync(WorkspaceId workspace, ChannelSet channels, string address, CancellationToken cancellation = default) => WriteAsync(workspace, async book =>
    {
        var covered = ConsentCoverage.Of(channels);
        await book.SayAsync(address, record => record.Unlist(covered).Lift("", default, covered, ConsentWeight.Person, others: true));
        return true;
    }, cancellation);

    public Task<ContactId?> HoldAsync(WorkspaceId workspace, string hold, ContactId contact, ChannelSet channels, CancellationToken cancellation = default) => WriteAsync<ContactId?>(workspace, async book =>
    {
        if (await contacts.LivingAsync(book, contact) is not { } person)
            return null;
        await new ConsentHolds(book).AddAsync(hold, person, channels.Select(person.AddressOn).OfType<string>().FirstOrDefault(), channels);
        return person.Id;
    }, cancellation);

    public Task HoldAsync(WorkspaceId workspace, string hold, string address, ChannelSet channels, CancellationToken cancellation = default) => WriteAsync(workspace, async book =>
    {
        await new ConsentHolds(book).AddAsync(hold, null, address, channels);
        return true;
    }, cancellation);

    public Task ReleaseAsync(WorkspaceId workspace, string hold, ConsentEvidence? optOut, CancellationToken cancellation = default) =>
        WriteAsync(workspace, book => new ConsentHolds(book).EndAsync(hold, optOut), cancellation);

    private async Task<List<ConsentChange>> ChangesAsync(ContactBook book, Contact person, CancellationToken cancellation)
    {
        var words = await ConsentWords.ReadAsync(account.Contacts, book.Workspace, person.Id, cancellation);
        foreach (var gone in (await book.ItemAsync(person.Id, cancellation))?.Merged ?? [])
            words = [.. words.Concat(await ConsentWords.ReadAsync(account.Contacts, book.Workspace, gone, cancellation)).OrderByDescending(word => word.Evidence!.At)];
        return words.ConvertAll(word => new ConsentChange([.. word.Channels], word.State, word.Evidence!.Source, word.Evidence.At, word.Evidence.Proof, word.Topic));
    }

    private Task<bool> OfLivingAsync(WorkspaceId workspace, ContactId contact, Func<ConsentWriting, Contact, Task> change, CancellationToken cancellation) => WriteAsync(workspace, async book =>
    {
        if (await contacts.LivingAsync(book, contact) is not { } person)
            return false;
        await change(new ConsentWriting(book), person);
        return true;
    }, cancellation);

    private async Task<T> WriteAsync<T>(WorkspaceId workspace, Func<ContactBook, Task<T>> change, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return await contacts.WriteAsync(workspace, (book, _) => change(book));
    }
}
