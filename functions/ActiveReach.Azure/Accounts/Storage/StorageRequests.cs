using Azure.Core;
using Azure.Core.Pipeline;

namespace ActiveReach.Azure.Accounts.Storage;

/// <summary>Notes each request to the storage account, those that the SDK repeats included.</summary>
internal sealed class StorageRequests(string store, StoreMeter meter) : HttpPipelineSynchronousPolicy
{
    private const string Component = "comp=";

    public override void OnReceivedResponse(HttpMessage message) => meter.Note(store, VerbOf(message.Request), message.Response.Status);

    /// <summary>The method, with the part that is meant where the address names one, as in <c>put block</c>.</summary>
    private static string VerbOf(Request request)
    {
        var (method, query) = (request.Method.Method.ToLowerInvariant(), request.Uri.Query);
        var at = query.IndexOf(Component, StringComparison.Ordinal);
        return at < 0 ? method : $"{method} {query[(at + Component.Length)..].Split('&')[0]}";
    }
}
