using ActiveReach.Access;
using ActiveReach.Functions.Audiences;
using ActiveReach.Functions.Http;
using ActiveReach.Inputs;
using ActiveReach.Lists;
using ActiveReach.Phones;
using ActiveReach.Problems;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>The people of the workspace and their roles.</summary>
public sealed class MemberFunctions(IMemberStore members, IWorkspaceStore workspaces, TimeProvider time)
{
    [Function("ListMembers")]
    [RequiresRole(Role.Viewer)]
    [Operation("The members of the workspace.", Response = typeof(Page<MemberAnswer>), Query = ["limit", "cursor", "sort"])]
    public async Task<Answer> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/members")] HttpRequest request)
    {
        var page = await members.ListAsync(request.Caller().Workspace, request.ReadPageQuery("email", ["email", "createdAt"]));
        return Answers.Ok(new Page<MemberAnswer>([.. page.Items.Select(MemberAnswer.Of)], page.NextCursor, page.Total));
    }

    [Function("AddMember")]
    [RequiresRole(Role.Admin)]
    [Operation("Adds a member.", Request = typeof(NewMember), Response = typeof(MemberAnswer), Status = 201)]
    public async Task<Answer> AddAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/workspaces/{ws}/members")] HttpRequest request)
    {
        var asked = await request.ReadJsonAsync<NewMember>();
        if (!EmailAddress.IsValid(asked.Email))
            throw new InvalidInputException("email", "invalid_email", $"email is '{asked.Email}': give an address like lead@shop.example.");
        CheckName(asked.Name);
        var workspace = request.Caller().Workspace;
        var member = new Member
        {
            Id = Secret.NewId("mem_"),
            Workspace = workspace,
            Email = asked.Email.ToLowerInvariant(),
            Name = asked.Name,
            Phone = await ReadPhoneAsync(request, asked.Phone),
            Role = asked.Role,
            CreatedAt = time.GetUtcNow(),
        };
        if (!await members.TryAddAsync(member, Told(request, "member.added", member, $"as {Word(member.Role)}")))
            throw new ConflictException($"{member.Email} is a member already: change their role instead.");
        return Answers.Created($"/api/workspaces/{workspace}/members/{member.Id}", MemberAnswer.Of(member), EntityTag.Of(member.Version));
    }

    [Function("ReadMember")]
    [RequiresRole(Role.Viewer)]
    [Operation("A member.", Response = typeof(MemberAnswer))]
    public async Task<Answer> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/members/{member}")] HttpRequest request, string member)
    {
        var found = await FindAsync(request, member);
        return request.OkUnlessKnown(MemberAnswer.Of(found), EntityTag.Of(found.Version));
    }

    [Function("ChangeMember")]
    [RequiresRole(Role.Admin)]
    [Operation("Changes a member's role, name or phone (JSON merge patch).", Request = typeof(MemberEdit), Response = typeof(MemberAnswer), Versioned = true)]
    public async Task<Answer> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/workspaces/{ws}/members/{member}")] HttpRequest request, string member)
    {
        var patch = await request.ReadMergePatchAsync();
        var found = await FindAsync(request, member);
        var after = MergePatch.Apply(new MemberEdit(found.Role, found.Name, found.Phone), patch);
        request.CheckMatch(EntityTag.Of(found.Version), MemberAnswer.Of(found), after);
        CheckName(after.Name);
        var changed = found with { Role = after.Role, Name = after.Name, Phone = await ReadPhoneAsync(request, after.Phone) };
        Refuse(await members.UpdateAsync(changed, Told(request, "member.changed", found, $"{Word(found.Role)} to {Word(after.Role)}")), found);
        return Answers.Ok(MemberAnswer.Of(changed), EntityTag.Of(found.Version + 1));
    }

    [Function("RemoveMember")]
    [RequiresRole(Role.Admin)]
    [Operation("Removes a member; their keys and sessions end at once.", Status = 204, Versioned = true)]
    public async Task<Answer> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/workspaces/{ws}/members/{member}")] HttpRequest request, string member)
    {
        var found = await FindAsync(request, member);
        request.CheckMatch(EntityTag.Of(found.Version), MemberAnswer.Of(found));
        Refuse(await members.RemoveAsync(found, time.GetUtcNow(), Told(request, "member.removed", found, null)), found);
        return Answers.NoContent();
    }

    private async Task<Member> FindAsync(HttpRequest request, string id) =>
        await members.FindAsync(request.Caller().Workspace, id, request.HttpContext.RequestAborted) ?? throw new NotFoundException("member", id);

    private static void CheckName(string? name)
    {
        if (name?.Length > 100 || name?.Any(char.IsControl) is true)
            throw new InvalidInputException("name", "invalid_name", "name must have at most 100 characters and no line breaks.");
    }

    private async Task<string?> ReadPhoneAsync(HttpRequest request, string? phone)
    {
        if (phone is null)
            return null;
        return ValueRules.Phone(phone, HomeCountries.Of(await workspaces.OfAsync(request)), out var error) ?? throw new InvalidInputException("phone", "invalid_phone", $"phone {error}");
    }

    private static void Refuse(MemberChange change, Member member)
    {
        if (change is MemberChange.LastAdmin)
            throw new ConflictException($"{member.Email} is the last admin: make somebody else admin first.");
        if (change is MemberChange.Stale)
            throw new ConflictException($"{member.Email} was changed at the same moment: read the member again and repeat your change.");
    }

    private AuditEntry Told(HttpRequest request, string action, Member member, string? details) =>
        new(member.Workspace, time.GetUtcNow(), request.Caller().Member, action, member.Id, details);

    private static string Word(Role role) => role.ToString().ToLowerInvariant();
}

public sealed record NewMember(string Email, Role Role, string? Name = null, string? Phone = null);

public sealed record MemberEdit(Role Role, string? Name = null, string? Phone = null);

public sealed record MemberAnswer(string Id, string Email, string? Name, string? Phone, Role Role, DateTimeOffset CreatedAt)
{
    public static MemberAnswer Of(Member member) => new(member.Id, member.Email, member.Name, member.Phone, member.Role, member.CreatedAt);
}
