using System.Net;
using System.Text;
using ActiveReach.Workspaces;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Accounts.Access;

/// <summary>Writes the same small item anew, into a partition that no workspace has, and reads it. An emulator is given what is missing.</summary>
internal sealed class CosmosCheck(AccountOptions options, CosmosAccount account) : IStoreCheck
{
    private const string Place = "store-check";
    private const string Item = $$"""{"id":"{{Place}}","partition":"{{Place}}","kind":"{{Place}}"}""";

    private volatile bool isThere = options.Emulator is null;

    public string Store => options.Kind.Name;

    public Task AskAsync(CancellationToken cancellation = default) => AccountFault.AskAsync(options, WriteAndReadAsync, cancellation);

    private async Task WriteAndReadAsync(CancellationToken cancellation)
    {
        if (!isThere)
            await account.CreateAsync(cancellation);
        isThere = true;
        using var item = new MemoryStream(Encoding.UTF8.GetBytes(Item));
        using var written = await account.Documents.UpsertItemStreamAsync(item, new PartitionKey(Place), cancellationToken: cancellation);
        using var read = await account.Documents.ReadItemStreamAsync(Place, new PartitionKey(Place), cancellationToken: cancellation);
        foreach (var answer in new[] { written, read })
        {
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Created))
                throw new CosmosException(answer.ErrorMessage, answer.StatusCode, 0, answer.Headers.ActivityId, answer.Headers.RequestCharge);
        }
    }
}
