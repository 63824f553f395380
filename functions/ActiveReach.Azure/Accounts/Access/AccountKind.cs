namespace ActiveReach.Azure.Accounts.Access;

/// <summary>A service of Azure that keeps a part of what the app knows.</summary>
/// <param name="Name">As its check is called.</param>
/// <param name="Service">The part of its addresses that tells it from the others.</param>
/// <param name="Example">An address, as an operator would write it.</param>
/// <param name="Permission">The role that the app's identity needs on the account.</param>
public sealed record AccountKind(string Name, string Service, string Example, string Permission)
{
    private static readonly string[] Services = ["documents", "table", "queue", "blob", "file", "dfs", "web"];

    public static AccountKind Cosmos { get; } = new("cosmos", "documents", "https://NAME.documents.azure.com", "Cosmos DB Built-in Data Contributor");

    public static AccountKind Tables { get; } = new("tables", "table", "https://NAME.table.core.windows.net", "Storage Table Data Contributor");

    public static AccountKind Queues { get; } = new("queues", "queue", "https://NAME.queue.core.windows.net", "Storage Queue Data Contributor");

    public static AccountKind Blobs { get; } = new("blobs", "blob", "https://NAME.blob.core.windows.net", "Storage Blob Data Contributor");

    /// <summary>Whether a text is an address of the service: https, for an identity's token travels no other way, without a path, and not that of another service.
    /// A domain of one's own names none.</summary>
    public bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
        && address.PathAndQuery == "/"
        && !address.Host.Split('.').Skip(1).Any(label => label != Service && Services.Contains(label, StringComparer.OrdinalIgnoreCase));
}
