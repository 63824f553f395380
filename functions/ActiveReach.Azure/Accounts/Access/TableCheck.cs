using ActiveReach.Workspaces;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Accounts.Access;

/// <summary>Makes tables that are missing once, then writes the same small entity anew, and reads it.</summary>
internal sealed class TableCheck(AccountOptions options, TablesAccount account) : IStoreCheck
{
    private const string Key = "written";

    private volatile bool areThere;

    public string Store => options.Kind.Name;

    public Task AskAsync(CancellationToken cancellation = default) => AccountFault.AskAsync(options, WriteAndReadAsync, cancellation);

    private async Task WriteAndReadAsync(CancellationToken cancellation)
    {
        if (!areThere)
            await account.CreateAsync(cancellation);
        areThere = true;
        await account.Check.UpsertEntityAsync(new TableEntity(Key, Key), TableUpdateMode.Replace, cancellation);
        await account.Check.GetEntityAsync<TableEntity>(Key, Key, cancellationToken: cancellation);
    }
}
