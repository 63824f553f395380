using ActiveReach.Consent.Suppressions;
using ActiveReach.Functions.Http;
using ActiveReach.Inputs;
using ActiveReach.Lists;
using ActiveReach.Phones;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Consent;

/// <summary>The addresses that must never be sent to.</summary>
public sealed class SuppressionFunctions(ISuppressionStore suppressions, IWorkspaceStore workspaces, TimeProvider clock)
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
        var entries = await ReadAsync(request);
        var (now, workspace) = (clock.GetUtcNow(), request.Caller().Workspace);
        var told = new AuditEntry(workspace, now, request.Caller().Member, "suppressions.added", workspace.Value, $"{entries.Count} addresses");
        var added = await suppressions.AddAsync(workspace, entries, now, told, request.HttpContext.RequestAborted);
        return Answers.Ok(new SuppressionsAdded(entries.Count, added));
    }

    [Function("RemoveSuppression")]
    [RequiresRole(Role.Admin)]
    [Operation("Takes an address, named by itself or by its hash, off the list on all channels. What the contact has said stays as it is.", Status = 204)]
    public async Task<Answer> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{address}")] HttpRequest request, string address)
    {
        var caller = request.Caller();
        if (SuppressionRules.HashOf(address, await CountryAsync(request)) is not { } hash)
            throw new NotFoundException("suppression", address);
        var told = new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, "suppression.removed", hash.ToString());
        if (await suppressions.RemoveAsync(caller.Workspace, hash, told, request.HttpContext.RequestAborted) == 0)
            throw new NotFoundException("suppression", address);
        return Answers.NoContent();
    }

    private async Task<string?> CountryAsync(HttpRequest request) =>
        await workspaces.FindAsync(request.Caller().Workspace, request.HttpContext.RequestAborted) is { } workspace ? HomeCountries.Of(workspace) : null;

    private async Task<IReadOnlyList<SuppressionEntry>> ReadAsync(HttpRequest request)
    {
        request.RefuseUnknownQuery();
        request.RequireType("application/json", "text/csv", "application/x-ndjson");
        var body = await request.ReadBytesAsync(LargestBody);
        var country = await CountryAsync(request);
        return (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant() switch
        {
            "text/csv" => SuppressionFile.ReadCsv(body, country),
            "application/x-ndjson" => SuppressionFile.ReadLines(body, country),
            _ => SuppressionRules.Read(JsonInput.Read(body), country),
        };
    }
}

/// <param name="Addresses">How many were given.</param>
/// <param name="Added">How many addresses and channels are new on the list.</param>
public sealed record SuppressionsAdded(int Addresses, long Added);
