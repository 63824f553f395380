using System.Net;
using System.Text;
using ActiveReach.Workspaces;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Accounts.Access;

/// <summary>Writes the same small item anew, into a partition that no workspace has, and reads it; and asks the account once whether its reads see what was answered. An
/// emulator has one copy of everything, and is given what is missing.</summary>
internal sealed class CosmosCheck(AccountOptions options, CosmosAccount account) : IStoreCheck
{
    private const string Place = "store-check";
    private const string Item = $$"""{"id":"{{Place}}","partition":"{{Place}}","kind":"{{Place}}"}""";

    private volatile bool isKnown;

    public string Store => options.Kind.Name;

    public Task AskAsync(CancellationToken cancellation = default) => AccountFault.AskAsync(options, WriteAndReadAsync, cancellation);

    private async Task WriteAndReadAsync(CancellationToken cancellation)
    {
        if (!isKnown && options.Emulator is null)
            RequireFreshReads(await account.ConsistencyAsync().WaitAsync(cancellation));
        else if (!isKnown)
            await account.CreateAsync(cancellation);
        isKnown = true;
        using var item = new MemoryStream(Encoding.UTF8.GetBytes(Item));
        using var written = await account.Documents.UpsertItemStreamAsync(item, new PartitionKey(Place), cancellationToken: cancellation);
        using var read = await account.Documents.ReadItemStreamAsync(Place, new PartitionKey(Place), cancellationToken: cancellation);
        foreach (var answer in new[] { written, read })
        {
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Created))
                throw new CosmosException(answer.ErrorMessage, answer.StatusCode, 0, answer.Headers.ActivityId, answer.Headers.RequestCharge);
        }
    }

    private void RequireFreshReads(ConsistencyLevel consistency)
    {
        if (consistency is not (ConsistencyLevel.Strong or ConsistencyLevel.BoundedStaleness))
            throw new StoreRefusedException($"{options.Setting} is '{options.Place}', whose default consistency is {consistency}: an instance might not see what another was answered. Set it to Strong, or to BoundedStaleness (az cosmosdb update --default-consistency-level Strong).");
    }
}
