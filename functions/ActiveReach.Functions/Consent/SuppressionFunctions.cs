using ActiveReach.Consent.Suppressions;
using ActiveReach.Functions.Http;
using ActiveReach.Inputs;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Consent;

/// <summary>The addresses that must never be sent to.</summary>
public sealed class SuppressionFunctions(ISuppressionStore suppressions, AddSuppressions add, RemoveSuppression remove)
{
    private const string Route = "api/workspaces/{ws}/suppressions";
    private const int LargestBody = 32 * 1024 * 1024;

    [Function("ListSuppressions")]
    [RequiresRole(Role.Viewer)]
    [Operation("Hashes of suppressed addresses, by channel, with reason and time.", Response = typeof(Page<Suppression>), Query = ["limit", "cursor", "sort"])]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request) =>
        Answers.Ok(await suppressions.ListAsync(request.Caller().Workspace, request.ReadPageQuery("hash", ["hash"]), request.HttpContext.RequestAborted));

    [Function("AddSuppressions")]
    [RequiresRole(Role.Sender)]
    [NotRepeatable("Suppressing an address twice changes nothing, and a file may be large.")]
    [Operation("Suppresses an address or a hash, a list of them, or a file (text/csv with address, hash, channels, reason; or application/x-ndjson). Addresses are read as those of contacts are. All or nothing.", Request = typeof(SuppressionInput), MayBeList = true, Files = ["text/csv", "application/x-ndjson"], Response = typeof(SuppressionsAdded))]
    public async Task<Answer> AddAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request)
    {
        request.RefuseUnknownQuery();
        request.RequireType("application/json", "text/csv", "application/x-ndjson");
        var form = (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant() switch
        {
            "text/csv" => SuppressionForm.Csv,
            "application/x-ndjson" => SuppressionForm.Lines,
            _ => SuppressionForm.Json,
        };
        var (addresses, added) = await add.RunAsync(request.Caller(), await request.ReadBytesAsync(LargestBody), form, request.HttpContext.RequestAborted);
        return Answers.Ok(new SuppressionsAdded(addresses, added));
    }

    [Function("RemoveSuppression")]
    [RequiresRole(Role.Admin)]
    [Operation("Takes an address, named by itself or by its hash, off the list on all channels. What the contact has said stays as it is.", Status = 204)]
    public async Task<Answer> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{address}")] HttpRequest request, string address)
    {
        await remove.RunAsync(request.Caller(), address, request.HttpContext.RequestAborted);
        return Answers.NoContent();
    }
}

/// <param name="Addresses">How many were given.</param>
/// <param name="Added">How many addresses and channels are new on the list.</param>
public sealed record SuppressionsAdded(int Addresses, long Added);
