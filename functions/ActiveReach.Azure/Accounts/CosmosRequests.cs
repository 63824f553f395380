using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Accounts;

/// <summary>Notes each request to Cosmos DB with what it was charged.</summary>
internal sealed class CosmosRequests(StoreMeter meter) : RequestHandler
{
    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        meter.Note(ContainerOf(request.RequestUri.OriginalString), VerbOf(request), (int)response.StatusCode, response.Headers.RequestCharge);
        return response;
    }

    /// <summary>In <c>dbs/activereach/colls/documents/docs/…</c> it is what follows <c>colls</c>.</summary>
    private static string ContainerOf(string path)
    {
        var parts = path.Split('/');
        var index = Array.IndexOf(parts, "colls");
        return index >= 0 && index + 1 < parts.Length ? parts[index + 1] : "account";
    }

    private static string VerbOf(RequestMessage request) =>
        Says(request, "x-ms-cosmos-is-batch-request") ? "batch"
        : Says(request, "x-ms-documentdb-isquery") ? "query"
        : Says(request, "x-ms-documentdb-is-upsert") ? "upsert"
        : request.Method.Method switch
        {
            "GET" => "read",
            "POST" => "create",
            "PUT" => "replace",
            var other => other.ToLowerInvariant(),
        };

    private static bool Says(RequestMessage request, string header) => bool.TryParse(request.Headers[header], out var said) && said;
}
