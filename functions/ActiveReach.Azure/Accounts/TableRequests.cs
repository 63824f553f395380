using Azure.Core;
using Azure.Core.Pipeline;

namespace ActiveReach.Azure.Accounts;

/// <summary>Notes each request to a table, those that the SDK repeats included.</summary>
internal sealed class TableRequests(StoreMeter meter) : HttpPipelineSynchronousPolicy
{
    public override void OnReceivedResponse(HttpMessage message) => meter.Note("tables", VerbOf(message.Request), message.Response.Status);

    /// <summary>An entity is named by its keys, in brackets; a query has none between them.</summary>
    private static string VerbOf(Request request)
    {
        var path = Uri.UnescapeDataString(request.Uri.Path);
        return path.EndsWith("$batch", StringComparison.Ordinal) ? "group"
            : request.Method == RequestMethod.Get ? path.Contains("RowKey=", StringComparison.Ordinal) ? "get" : "query"
            : request.Method == RequestMethod.Post ? "add"
            : request.Method.Method.ToLowerInvariant();
    }
}
