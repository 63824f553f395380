using ActiveReach.Access;
using ActiveReach.Functions.Http;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>API keys: shown once, stored as a hash, revoked for good.</summary>
public sealed class KeyFunctions(IKeyStore keys, IMemberStore members, TimeProvider time)
{
    [Function("ListKeys")]
    [RequiresRole(Role.Admin)]
    [Operation("The API keys of the workspace, without the keys themselves.", Response = typeof(Page<KeyAnswer>), Query = ["limit", "cursor", "sort"])]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/keys")] HttpRequest request)
    {
        var page = await keys.ListAsync(request.Caller().Workspace, request.ReadPageQuery("-createdAt", ["createdAt"]));
        return Answers.Ok(new Page<KeyAnswer>([.. page.Items.Select(key => KeyAnswer.Of(key))], page.NextCursor, page.Total));
    }

    [Function("CreateKey")]
    [RequiresRole(Role.Admin)]
    [Operation("Makes an API key; the answer is the only place where it is ever shown.", Request = typeof(NewKey), Response = typeof(KeyAnswer), Status = 201)]
    public async Task<Answer> CreateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/workspaces/{ws}/keys")] HttpRequest request)
    {
        var asked = await request.ReadJsonAsync<NewKey>();
        if (asked.Name.Trim().Length is 0 or > 100 || asked.Name.Any(char.IsControl))
            throw new InvalidInputException("name", "invalid_name", "name must have 1 to 100 characters and no line breaks: say what the key is for.");
        var workspace = request.Caller().Workspace;
        if (asked.Member is { } email && await members.FindByEmailAsync(workspace, email) is null)
            throw new InvalidInputException("member", "unknown_member", $"member is '{email}', who is no member of this workspace: add them first, or leave it out for a system's key.");

        var secret = Secret.New("ar_");
        var key = new ApiKey
        {
            Id = Secret.NewId("key_"),
            Workspace = workspace,
            Name = asked.Name.Trim(),
            Role = asked.Role,
            Member = asked.Member?.ToLowerInvariant(),
            CreatedAt = time.GetUtcNow(),
        };
        await keys.TryAddAsync(key, Secret.Hash(secret), Told(request, "key.created", key.Id, $"{key.Name}, {asked.Role.ToString().ToLowerInvariant()}"));
        return Answers.Created($"/api/workspaces/{workspace}/keys/{key.Id}", KeyAnswer.Of(key, secret));
    }

    [Function("RevokeKey")]
    [RequiresRole(Role.Admin)]
    [Operation("Revokes an API key and ends its sessions.", Status = 204)]
    public async Task<Answer> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/workspaces/{ws}/keys/{key}")] HttpRequest request, string key)
    {
        var workspace = request.Caller().Workspace;
        if (await keys.FindAsync(workspace, key) is not { } found)
            throw new NotFoundException("key", key);
        await keys.RevokeAsync(workspace, found.Id, time.GetUtcNow(), Told(request, "key.revoked", found.Id, found.Name));
        return Answers.NoContent();
    }

    private AuditEntry Told(HttpRequest request, string action, string key, string details) =>
        new(request.Caller().Workspace, time.GetUtcNow(), request.Caller().Member, action, key, details);
}

/// <param name="Member">E-mail address of the member who acts by the key; null for a system.</param>
public sealed record NewKey(string Name, Role Role, string? Member = null);

/// <param name="Key">Only in the answer that makes it.</param>
public sealed record KeyAnswer(string Id, string Name, Role Role, string? Member, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, string? Key)
{
    public static KeyAnswer Of(ApiKey key, string? secret = null) => new(key.Id, key.Name, key.Role, key.Member, key.CreatedAt, key.RevokedAt, secret);
}
