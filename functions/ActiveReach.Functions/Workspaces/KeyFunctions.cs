using ActiveReach.Access;
using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>API keys: shown once, stored as a hash, revoked for good.</summary>
public sealed class KeyFunctions(ApiKeys keys, CreateKey create, RevokeKey revoke)
{
    [Function("ListKeys")]
    [RequiresRole(Role.Admin)]
    [Operation("The API keys of the workspace, without the keys themselves.", Response = typeof(Page<KeyAnswer>), Query = ["limit", "cursor", "sort"])]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/keys")] HttpRequest request)
    {
        var page = await keys.ListAsync(request.Caller().Workspace, request.ReadPageQuery("-createdAt", ["createdAt"]), request.HttpContext.RequestAborted);
        return Answers.Ok(new Page<KeyAnswer>([.. page.Items.Select(key => KeyAnswer.Of(key))], page.NextCursor, page.Total));
    }

    [Function("CreateKey")]
    [RequiresRole(Role.Admin)]
    [Operation("Makes an API key; the answer is the only place where it is ever shown.", Request = typeof(NewKey), Response = typeof(KeyAnswer), Status = 201)]
    public async Task<Answer> CreateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/workspaces/{ws}/keys")] HttpRequest request)
    {
        var asked = await request.ReadJsonAsync<NewKey>();
        var (key, secret) = await create.RunAsync(request.Caller(), asked.Name, asked.Role, asked.Member, request.HttpContext.RequestAborted);
        return Answers.Created($"/api/workspaces/{key.Workspace}/keys/{key.Id}", KeyAnswer.Of(key, secret));
    }

    [Function("RevokeKey")]
    [RequiresRole(Role.Admin)]
    [Operation("Revokes an API key and ends its sessions.", Status = 204)]
    public async Task<Answer> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/workspaces/{ws}/keys/{key}")] HttpRequest request, string key)
    {
        await revoke.RunAsync(request.Caller(), key, request.HttpContext.RequestAborted);
        return Answers.NoContent();
    }
}

/// <param name="Member">E-mail address of the member who acts by the key; null for a system.</param>
public sealed record NewKey(string Name, Role Role, string? Member = null);

/// <param name="Key">Only in the answer that makes it.</param>
public sealed record KeyAnswer(string Id, string Name, Role Role, string? Member, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, string? Key)
{
    public static KeyAnswer Of(ApiKey key, string? secret = null) => new(key.Id, key.Name, key.Role, key.Member, key.CreatedAt, key.RevokedAt, secret);
}
